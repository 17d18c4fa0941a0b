import type { Choice } from '../../src/proxy-address';
import { Refusal } from '../../src/refusal';
import { type Finding, finding } from '../terminal/finding';
import { addressGiven } from '../terminal/personal';
import type { Known } from './account';
import { type Answer, addressOf, refusalOf } from './answer';
import { type Explanation, mayGive } from './explanation';

/**
 * Compares the answer of a deployed Function with the answer of the configuration here.
 *
 * @param there What the Function would answer with the variables on Twilio, if they are known.
 * @returns The explanation of the answer, as far as it can be explained, and what differs.
 */
export function compare(answer: Answer, here: Explanation, there?: Explanation) {
  const refused = refusalOf(answer);
  const told = addressOf(answer) ?? (refused && refusal(refused.code));
  // The Function gave no answer that is neither an address nor a refusal. So no rule decided.
  if (!told) return { explanation: { ...here, findings: [] }, differs: [] };
  // If the Function asks Conversations, it may give any candidate.
  const isGivenBy = (one: Explanation) => told === answerOf(one) || mayGive(one, told);
  const isAsThere = there !== undefined && isGivenBy(there);
  const explanation = isAsThere ? there : here;
  if (isGivenBy(here)) return { explanation, differs: [] };
  const unlike = !there ? 'unknown' : isAsThere ? 'variables' : 'files';
  const [given, mine] = [addressGiven(told), addressGiven(answerOf(here))];
  return { explanation, differs: [finding('deployed/differs', [], unlike, given, mine)] };
}

function answerOf({ given }: Explanation): string {
  return given instanceof Refusal ? refusal(given.code) : given.sticky;
}

function refusal(code: number): string {
  return `a refusal with ${code}`;
}

/**
 * Says why the Function gives this address and not the pair's usual address. If the address is
 * taken, also says what to do.
 */
export function reasons(
  explanation: Explanation,
  { taken, isOwn }: Known,
  proxyAddress = '',
): Finding[] {
  const { given, asks, findings } = explanation;
  if (given instanceof Refusal) return findings;
  const usual = addressGiven(given.sticky);
  const isTaken = taken?.includes(proxyAddress) && !isOwn;
  return [
    ...findings,
    ...(given.sticky !== proxyAddress && mayGive(explanation, proxyAddress)
      ? [finding('rule/asked', [], usual, whyNot(given.sticky, taken, isOwn))]
      : []),
    ...(isTaken ? [wayOut(given, asks, taken)] : []),
  ];
}

function whyNot(usual: string, taken?: string[], isOwn?: boolean): string {
  if (isOwn) return 'this worker already uses the given address with this customer';
  if (!taken) return 'it is taken, or this worker already uses another with this customer';
  return taken.includes(usual) ? 'it is taken' : 'it was taken when the Function asked';
}

/** What to do about an address that is taken (48031). */
function wayOut({ candidates, place }: Choice, asks: boolean, taken: string[] = []): Finding {
  const isChoice = candidates.length > 1 && candidates.some((address) => !taken.includes(address));
  if (!isChoice) return finding('pool/taken', [], place());
  return finding(asks ? 'pool/not-told' : 'pool/ask', []);
}
