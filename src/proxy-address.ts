import { bareAddress, parseAddress } from './address';
import type { Entry } from './mapping';
import type { Question } from './question';
import { Refusal } from './refusal';

/**
 * Answers Frontline's question: the address that the customer will see.
 *
 * @param question What Frontline asks.
 * @param entry What the mapping holds for the question's channel.
 * @returns A valid address of that channel, never the customer's own.
 * @throws Refusal 500 (48026, 48029) for a malformed entry, 403 (48027) for the customer's own address.
 */
export function proxyAddress(question: Question, entry: Entry): string {
  const address = parseAddress(question.channel, entry.value);
  if (typeof address !== 'string') {
    throw new Refusal(500, address.code, `${entry.place} ${address.reason}.`);
  }
  if (question.customer !== undefined && bareAddress(address) === bareAddress(question.customer)) {
    throw new Refusal(403, 48027, `${entry.place} has no address but the customer's own.`);
  }
  return address;
}
