import { checkAddress } from '../../src/address';
import { grouped } from '../mapping/grouped';
import { keyIn, type Part } from '../mapping/parts';
import { spelledFrom } from '../mapping/spelled';
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
  // Each list is looked at once, because one list may hold all addresses.
  const lists = new Set(addresses.map(({ above }) => above?.value).filter(Array.isArray));
  const choices = new Set<unknown>([...lists].filter((list) => new Set(list).size > 1));
  const byAddress = grouped(addresses, ({ channel, value }) => {
    const address = checkAddress(channel, value);
    return typeof address === 'string' ? `${channel} ${address}` : address;
  });
  return [...byAddress.values()].flatMap((parts) => {
    if (parts.length === 1) return [];
    const collides = collisions(parts);
    const isOnly = (part: Part) => workerOf(part) !== undefined && !choices.has(part.above?.value);
    const shared = new Set(parts.filter((part) => isOnly(part) && collides(part)));
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
  const [{ channel = '' } = {}] = parts;
  // On WhatsApp, a number of a prefix can begin in another way in its other spelling.
  const startsOf = (prefix: string) =>
    prefix === '' ? [prefix] : [prefix, ...spelledFrom(channel, prefix).longer];
  const at = new Map<string, Set<string | undefined>>();
  const below = new Map<string, Set<string | undefined>>();
  const add = (map: typeof at, prefix: string, worker: string | undefined) => {
    const workers = map.get(prefix) ?? new Set();
    // Of two workers, at least one is another worker. So more need not be kept.
    if (workers.size < 2) map.set(prefix, workers.add(worker));
  };
  for (const [prefix, all] of grouped(parts, prefixOf)) {
    for (const start of startsOf(prefix)) {
      for (const part of all) add(at, start, workerOf(part));
      for (const worker of at.get(start) ?? []) {
        for (const shorter of beginnings(start)) add(below, shorter, worker);
      }
    }
  }
  return (part) => {
    const worker = workerOf(part);
    const isMet = (workers?: Set<string | undefined>) =>
      workers !== undefined && workers.size > (workers.has(worker) ? 1 : 0);
    return startsOf(prefixOf(part)).some(
      (start) => isMet(below.get(start)) || beginnings(start).some((one) => isMet(at.get(one))),
    );
  };
}

/** All beginnings of a prefix, from the empty one to the prefix itself. */
function beginnings(prefix: string): string[] {
  return Array.from({ length: prefix.length + 1 }, (_, length) => prefix.slice(0, length));
}
