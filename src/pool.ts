import { checkAddress } from './address';
import { hash } from './hash';
import type { Entry } from './mapping';
import { nameOfItem } from './place';
import { Refusal } from './refusal';

/**
 * Parses a pool: one address or a list of addresses. Gives them the form that Frontline expects.
 *
 * @throws Refusal 500 (48026, 48029) that names the place of the first malformed address, or of
 *   an empty list.
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
 * Picks the address of a pool that this worker and this customer always get. Nothing is stored.
 *
 * Each address has a score with each pair, and the highest score wins (rendezvous hashing, Thaler
 * and Ravishankar 1998). So the order of the list does not matter. A new address takes over only
 * the pairs that it wins. Removing an address moves only the pairs of that address.
 *
 * @param pair A text that is different for every pair of worker and customer.
 * @returns One of the addresses, or `undefined` if the list is empty.
 * @see https://en.wikipedia.org/wiki/Rendezvous_hashing
 */
export function stickyAddress(addresses: string[], pair: string): string | undefined {
  const [first, ...others] = addresses;
  // Most pools have one address. Without a score, its answer takes half the time.
  // Stryker disable next-line all: the only address wins in any case
  if (first === undefined || others.length === 0) return first;
  const seed = hash(pair);
  let winner = first;
  let highest = hash(first, seed);
  for (const address of others) {
    const score = hash(address, seed);
    // Equal scores are rare, but even then the order of the list must not decide.
    // Stryker disable next-line EqualityOperator: an address that equals the winner is the winner
    if (score > highest || (score === highest && address > winner)) {
      winner = address;
      highest = score;
    }
  }
  return winner;
}
