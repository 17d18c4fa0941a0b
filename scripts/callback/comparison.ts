import { recordOf } from '../../src/record';
import { Refusal } from '../../src/refusal';
import { type Finding, finding } from '../terminal/finding';
import { type Answer, parsed, refusalOf } from './answer';
import { type Explanation, mayGive } from './explanation';

/** Compares the answer of a deployed Function with that of the mapping that is here; nothing if they agree. */
export function compare(answer: Answer, explanation: Explanation): Finding[] {
  const { given } = explanation;
  const address = recordOf(parsed(answer.body)).proxy_address;
  const refused = refusalOf(answer);
  const there = typeof address === 'string' ? address : refused && refusal(refused.code);
  const here = given instanceof Refusal ? refusal(given.code) : given.sticky;
  // Whatever Conversations say, it is a candidate. Without an answer, it was not the Function that answered.
  const agrees = !there || there === here || mayGive(explanation, there);
  return agrees ? [] : [finding('deployed/differs', [], there, here)];
}

function refusal(code: number): string {
  return `a refusal with ${code}`;
}
