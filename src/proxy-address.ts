import { bareAddress } from './address';
import type { Entry } from './mapping';
import { parsePool, stickyAddress } from './pool';
import type { Question } from './question';
import { Refusal } from './refusal';
import { findPool } from './rules';
import { spellingsOf } from './spellings';

/** What a question can be answered with. */
export interface Choice {
  /** The address that this worker and this customer always get. */
  sticky: string;
  /** Each address of the pool, once, but the customer's own. */
  candidates: string[];
  /** What tells this worker and customer from all others. */
  pair: string;
  /** Where the pool stands. */
  place(): string;
}

/**
 * Finds the addresses that a question can be answered with, and the one that is the answer where nothing
 * else is known.
 *
 * @param entry What the mapping holds for the question's channel.
 * @throws Refusal 403 (48026) if no rule fits, 403 (48027) if only the customer's own address does,
 *   500 (48026, 48029) for a malformed part of the mapping.
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
