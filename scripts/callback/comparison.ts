import { recordOf } from '../../src/record';
import { Refusal } from '../../src/refusal';
import { type Explanation, mayGive } from './explanation';
import { type Answer, parsed, refusalOf, type Verdict } from './verdict';

/** Compares the answer of a deployed Function with that of the mapping that is here; nothing if they agree. */
export function compare(answer: Answer, explanation: Explanation): Verdict | undefined {
  const { given } = explanation;
  const address = recordOf(parsed(answer.body)).proxy_address;
  const refused = refusalOf(answer);
  const there = typeof address === 'string' ? address : refused && refusal(refused.code);
  // It was not the Function that answered.
  if (!there) return undefined;
  const here = given instanceof Refusal ? refusal(given.code) : given.sticky;
  // Whatever Conversations say, it is a candidate.
  const agrees = there === here || mayGive(explanation, there);
  return agrees
    ? undefined
    : {
        level: 'warning',
        text: `What is deployed is not what is here: it answers ${there}; the mapping here, ${here}.`,
      };
}

function refusal(code: number): string {
  return `a refusal with ${code}`;
}
