import { bareAddress } from './address';
import type { Entry } from './mapping';
import { parsePool, stickyAddress } from './pool';
import type { Question } from './question';
import { Refusal } from './refusal';
import { findPool } from './route';

/**
 * Answers Frontline's question: the address that the customer will see.
 *
 * @param question What Frontline asks.
 * @param channel What the mapping holds for the question's channel.
 * @returns A valid address of that channel, never the customer's own; for the same worker and
 *   customer always the same.
 * @throws Refusal 403 (48026) if no rule fits, 403 (48027) if only the customer's own address does,
 *   500 (48026, 48029) for a malformed part of the mapping.
 */
export function proxyAddress(question: Question, channel: Entry): string {
  const pool = findPool(question, channel);
  const customer = question.customer && bareAddress(question.customer);
  const candidates = parsePool(question.channel, pool).filter(
    (address) => bareAddress(address) !== customer,
  );
  const pair = `${question.worker ?? ''}\n${customer || question.customerId || ''}`;
  const address = stickyAddress(candidates, pair);
  if (address === undefined) {
    throw new Refusal(403, 48027, `${pool.place()} has no address but the customer's own.`);
  }
  return address;
}
