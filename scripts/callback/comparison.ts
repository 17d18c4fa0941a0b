import { recordOf } from '../../src/record';
import { Refusal } from '../../src/refusal';
import { type Finding, finding } from '../terminal/finding';
import { type Answer, parsed, refusalOf } from './answer';
import { type Explanation, mayGive } from './explanation';

/** Compares the answer of a deployed Function with the answer of the local mapping. */
export function compare(answer: Answer, explanation: Explanation): Finding[] {
  const { given } = explanation;
  const address = recordOf(parsed(answer.body)).proxy_address;
  const refused = refusalOf(answer);
  const there = typeof address === 'string' ? address : refused && refusal(refused.code);
  const here = given instanceof Refusal ? refusal(given.code) : given.sticky;
  // If the Function asks Conversations, it may give any candidate. If the body is neither an
  // address nor a refusal, another server answered: then there is nothing to compare.
  const agrees = !there || there === here || mayGive(explanation, there);
  return agrees ? [] : [finding('deployed/differs', [], there, here)];
}

function refusal(code: number): string {
  return `a refusal with ${code}`;
}
