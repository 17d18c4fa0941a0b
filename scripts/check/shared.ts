import { checkAddress } from '../../src/address';
import { grouped } from '../mapping/grouped';
import { keyIn, type Part } from '../mapping/parts';
import { type Finding, finding } from '../terminal/finding';

/** The worker who gets an address. `undefined` in the channel's own rules. */
const workerOf = (part: Part) => keyIn('workers', part);

/** The prefix of the customer's number for whom an address is. Empty for every customer. */
const prefixOf = (part: Part) => keyIn('prefixes', part) ?? '';

/**
 * Finds each address that is a worker's only address, and that other workers can get too. If two of
 * these workers start a conversation with the same customer, Frontline refuses the second one. To
 * ask Conversations does not help, because the worker has no other address.
 *
 * @see https://www.twilio.com/docs/api/errors/48031
 */
export function sharedAddresses(addresses: Part[]): Finding[] {
  // Each pool is counted once, because one pool may hold all addresses.
  const pools = new Set(addresses.map(({ above }) => above?.value));
  const single = new Set(
    [...pools].filter((pool) => !Array.isArray(pool) || new Set(pool).size === 1),
  );
  const byAddress = grouped(addresses, ({ channel, value }) => {
    const address = checkAddress(channel, value);
    return typeof address === 'string' ? `${channel} ${address}` : address;
  });
  return [...byAddress.values()].flatMap((parts) => {
    const collides = collisions(parts);
    const isAlone = ({ above }: Part) => single.has(above?.value);
    const shared = new Set(
      parts.filter((part) => isAlone(part) && workerOf(part) !== undefined && collides(part)),
    );
    const [first] = shared;
    if (!first) return [];
    const workers = new Set([...shared].map(workerOf)).size;
    const others = parts.filter((part) => !shared.has(part)).map(({ name }) => name);
    return [{ ...finding('address/shared', [...shared], workers, others), written: first.value }];
  });
}

/**
 * Tells whether another worker can get the address for the same customer. That is possible if one
 * prefix begins with the other: then a number can match both.
 */
function collisions(parts: Part[]): (part: Part) => boolean {
  const at = new Map<string, Set<string | undefined>>();
  const below = new Map<string, Set<string | undefined>>();
  const add = (map: typeof at, prefix: string, part: Part) =>
    map.set(prefix, (map.get(prefix) ?? new Set()).add(workerOf(part)));
  for (const part of parts) {
    add(at, prefixOf(part), part);
    for (const shorter of beginnings(prefixOf(part))) add(below, shorter, part);
  }
  return (part) => {
    const begun = beginnings(prefixOf(part));
    const near = [below.get(prefixOf(part)), ...begun.map((shorter) => at.get(shorter))];
    return near.some((workers) => workers && workers.size > (workers.has(workerOf(part)) ? 1 : 0));
  };
}

/** All beginnings of a prefix, from the empty one to the prefix itself. */
function beginnings(prefix: string): string[] {
  return Array.from({ length: prefix.length + 1 }, (_, length) => prefix.slice(0, length));
}
