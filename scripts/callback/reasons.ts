import type { Choice } from '../../src/proxy-address';
import { Refusal } from '../../src/refusal';
import { type Finding, finding } from '../terminal/finding';
import { addressGiven, type Personal, phrase } from '../terminal/personal';
import { type Answer, addressOf, refusalOf } from './answer';
import { type Explanation, mayGive } from './explanation';
import type { Known } from './pair';

/** Compares the answer of a deployed Function with the answer of the local mapping. */
export function compare(answer: Answer, explanation: Explanation): Finding[] {
  const { given } = explanation;
  const refused = refusalOf(answer);
  const there = addressOf(answer) ?? (refused && refusal(refused.code));
  const here = given instanceof Refusal ? refusal(given.code) : given.sticky;
  // If the Function asks Conversations, it may give any candidate. If the answer is neither an
  // address nor a refusal, there is nothing to compare.
  const agrees = !there || there === here || mayGive(explanation, there);
  return agrees ? [] : [finding('deployed/differs', [], addressGiven(there), addressGiven(here))];
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
      ? [finding('rule/asked', [], usual, whyNot(given.sticky, proxyAddress, taken, isOwn))]
      : []),
    ...(isTaken ? [wayOut(given, asks, taken)] : []),
  ];
}

function whyNot(
  usual: string,
  proxyAddress: string,
  taken?: string[],
  isOwn?: boolean,
): string | Personal {
  if (isOwn)
    return phrase`this worker already uses ${addressGiven(proxyAddress)} with this customer`;
  if (!taken) return 'it is taken, or this worker already uses another with this customer';
  return taken.includes(usual) ? 'it is taken' : 'it was taken when the Function asked';
}

/** What to do about an address that is taken (48031). */
function wayOut({ candidates, place }: Choice, asks: boolean, taken: string[] = []): Finding {
  const isChoice = candidates.length > 1 && candidates.some((address) => !taken.includes(address));
  if (!isChoice) return finding('pool/taken', [], place());
  return finding(asks ? 'pool/not-told' : 'pool/ask', []);
}
