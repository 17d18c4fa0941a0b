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
    const prefixes = sharedPrefixes(parts);
    const isShared = (part: Part) =>
      workerOf(part) !== undefined &&
      !choices.has(part.above?.value) &&
      prefixes.has(prefixOf(part));
    const shared = new Set(parts.filter(isShared));
    const [first] = shared;
    if (!first) return [];
    const workers = new Set([...shared].map(workerOf)).size;
    const others = parts.filter((part) => !shared.has(part)).map(({ name }) => name);
    return [{ ...finding('address/shared', [...shared], workers, others), written: first.value }];
  });
}

/**
 * Finds the prefixes for which several workers can get one address. That is possible if one prefix
 * begins with the other: then a number can match both.
 *
 * @param parts The places of the address.
 */
function sharedPrefixes(parts: Part[]): Set<string> {
  const [{ channel = '' } = {}] = parts;
  // On WhatsApp, a number of a prefix can begin in another way in its other spelling.
  const startsOf = (prefix: string) =>
    prefix === '' ? [prefix] : [prefix, ...spelledFrom(channel, prefix).longer];
  const at = new Map<string, Set<string | undefined>>();
  const below = new Map<string, Set<string | undefined>>();
  const add = (map: typeof at, start: string, worker: string | undefined) => {
    const workers = map.get(start) ?? new Set();
    // Two are several.
    if (workers.size < 2) map.set(start, workers.add(worker));
  };
  for (const part of parts) {
    for (const start of startsOf(prefixOf(part))) add(at, start, workerOf(part));
  }
  for (const [start, workers] of at) {
    for (const shorter of beginnings(start)) for (const one of workers) add(below, shorter, one);
  }
  const isShared = (start: string) => {
    const met = beginnings(start).flatMap((shorter) => [...(at.get(shorter) ?? [])]);
    return new Set([...met, ...(below.get(start) ?? [])]).size > 1;
  };
  const prefixes = new Set(parts.map(prefixOf));
  return new Set([...prefixes].filter((prefix) => startsOf(prefix).some(isShared)));
}

/** All beginnings of a prefix, from the empty one to the prefix itself. */
function beginnings(prefix: string): string[] {
  return Array.from({ length: prefix.length + 1 }, (_, length) => prefix.slice(0, length));
}
