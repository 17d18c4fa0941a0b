import { parseAddress } from './address';
import { hash } from './hash';
import type { Entry } from './mapping';
import { Refusal } from './refusal';

/**
 * Checks a pool: one address, or a list of them.
 *
 * @param channel The channel that the pool is for.
 * @param pool The pool as the mapping holds it.
 * @returns All its addresses, in the form that Frontline expects.
 * @throws Refusal 500 (48026, 48029) that names the first malformed address's place.
 */
export function parsePool(channel: string, pool: Entry): string[] {
  if (!Array.isArray(pool.value)) return [addressAt(channel, pool)];
  const values: unknown[] = pool.value;
  if (values.length === 0) {
    throw new Refusal(500, 48026, `${pool.place()} must hold at least one address.`);
  }
  return values.map((value, index) =>
    addressAt(channel, { value, place: () => `${pool.place()}[#${index + 1}]` }),
  );
}

function addressAt(channel: string, { value, place }: Entry): string {
  const address = parseAddress(channel, value);
  if (typeof address === 'string') return address;
  throw new Refusal(500, address.code, `${place()} ${address.reason}.`);
}

/**
 * Picks the address of a pool that this worker and this customer always get, with no state anywhere.
 *
 * Each address has its own score with each pair, and the highest wins (rendezvous hashing, Thaler and
 * Ravishankar 1998). So the order of the list does not matter, a new address takes over only the
 * pairs that it wins, and a removed one moves no pair but its own.
 *
 * @param addresses The addresses to pick from.
 * @param pair What tells this worker and customer from all others.
 * @returns One of the addresses; nothing if there is none.
 * @see https://en.wikipedia.org/wiki/Rendezvous_hashing
 */
export function stickyAddress(addresses: string[], pair: string): string | undefined {
  const [first, ...others] = addresses;
  // Stryker disable next-line all: a pool of one needs no scores, which is faster and changes nothing
  if (first === undefined || others.length === 0) return first;
  const seed = hash(pair);
  let winner = first;
  let highest = hash(first, seed);
  for (const address of others) {
    const score = hash(address, seed);
    // Equal scores are rare, but must not leave it to the order of the list.
    // Stryker disable next-line EqualityOperator: an address that equals the winner is the winner
    if (score > highest || (score === highest && address > winner)) {
      winner = address;
      highest = score;
    }
  }
  return winner;
}
