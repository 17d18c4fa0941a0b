import { checkAddress } from './address';
import { hash } from './hash';
import type { Entry } from './mapping';
import { nameOfItem } from './place';
import { Refusal } from './refusal';

/**
 * Parses a pool: one address, or a list of them, in the form that Frontline expects.
 *
 * @throws Refusal 500 (48026, 48029) that names the first malformed address's place.
 */
export function parsePool(channel: string, { value, place }: Entry): string[] {
  if (!Array.isArray(value)) return [parseAddress(channel, { value, place })];
  const values: unknown[] = value;
  if (values.length === 0) {
    throw new Refusal(500, 48026, `${place()} must hold at least one address.`);
  }
  return values.map((item, index) =>
    parseAddress(channel, { value: item, place: () => place() + nameOfItem(index + 1) }),
  );
}

function parseAddress(channel: string, { value, place }: Entry): string {
  const address = checkAddress(channel, value);
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
 * @param pair What tells this worker and customer from all others.
 * @returns One of the addresses; nothing if there is none.
 * @see https://en.wikipedia.org/wiki/Rendezvous_hashing
 */
export function stickyAddress(addresses: string[], pair: string): string | undefined {
  const [first, ...others] = addresses;
  // Most pools are of one, and an answer from it takes half the time without a score.
  // Stryker disable next-line all: the only address wins in any case
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
