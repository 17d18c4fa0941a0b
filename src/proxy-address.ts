import { bareAddress } from './address';
import type { Entry } from './mapping';
import { parsePool, stickyAddress } from './pool';
import type { Question } from './question';
import { Refusal } from './refusal';
import { findPool } from './rules';
import { spellingsOf } from './spellings';

/** The possible answers to a question. */
export interface Choice {
  /** The address that this worker and this customer always get. */
  sticky: string;
  /** Each address of the pool once, without the customer's own address. */
  candidates: string[];
  /** A text that is different for every pair of worker and customer. */
  pair: string;
  /** The place of the pool in the mapping. */
  place(): string;
}

/**
 * Finds the addresses that can answer a question, and the one that does answer unless Conversations
 * decide otherwise.
 *
 * @param entry The entry of the question's channel.
 * @throws Refusal 403 (48026) if no rule fits, 403 (48027) if the pool has only the customer's own
 *   address, 500 (48026, 48029) for a malformed part of the mapping.
 */
export function choose(question: Question, entry: Entry): Choice {
  const pool = findPool(question, entry);
  const customer = spellingsOf(question);
  const candidates = [...new Set(parsePool(question.channel, pool))].filter(
    (address) => !customer.includes(bareAddress(address)),
  );
  const pair = `${question.worker ?? ''}\n${customer[0] || question.customerId || ''}`;
  const sticky = stickyAddress(candidates, pair);
  if (sticky === undefined) {
    throw new Refusal(403, 48027, `${pool.place()} has no address but the customer's own.`);
  }
  return { sticky, candidates, pair, place: pool.place };
}
