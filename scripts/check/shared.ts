import { checkAddress } from '../../src/address';
import { grouped } from '../mapping/grouped';
import { keyIn, type Part } from '../mapping/parts';
import { spelledFrom } from '../mapping/spelled';
import { type Finding, finding } from '../terminal/finding';

/** A place of an address, and who gets the address there. */
interface Use {
  place: Part;
  /** `undefined` in the channel's own rules. */
  worker: string | undefined;
  /** The prefix of the customers' numbers. Empty for every customer. */
  prefix: string;
}

function useOf(place: Part): Use {
  return { place, worker: keyIn('workers', place), prefix: keyIn('prefixes', place) ?? '' };
}

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
  return [...byAddress.values()].flatMap((all) => {
    if (all.length === 1) return [];
    const uses = all.map(useOf);
    const prefixes = sharedPrefixes(uses);
    const isShared = ({ place, worker, prefix }: Use) =>
      worker !== undefined && prefixes.has(prefix) && !choices.has(place.above?.value);
    const shared = uses.filter(isShared);
    const places = shared.map(({ place }) => place);
    const [first] = places;
    if (!first) return [];
    const workers = new Set(shared.map(({ worker }) => worker)).size;
    const others = uses.filter((use) => !isShared(use)).map(({ place }) => place.name);
    return [{ ...finding('address/shared', places, workers, others), written: first.value }];
  });
}

/**
 * Finds the prefixes for which several workers can get one address. That is possible if one prefix
 * begins with the other: then a number can match both.
 *
 * @param uses The places of the address, all in one channel.
 */
function sharedPrefixes(uses: Use[]): Set<string> {
  const channel = uses[0]?.place.channel ?? '';
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
  for (const { prefix, worker } of uses) {
    for (const start of startsOf(prefix)) add(at, start, worker);
  }
  for (const [start, workers] of at) {
    for (const shorter of beginnings(start)) for (const one of workers) add(below, shorter, one);
  }
  const isShared = (start: string) => {
    const met = beginnings(start).flatMap((shorter) => [...(at.get(shorter) ?? [])]);
    return new Set([...met, ...(below.get(start) ?? [])]).size > 1;
  };
  const prefixes = new Set(uses.map(({ prefix }) => prefix));
  return new Set([...prefixes].filter((prefix) => startsOf(prefix).some(isShared)));
}

/** All beginnings of a prefix, from the empty one to the prefix itself. */
function beginnings(prefix: string): string[] {
  return Array.from({ length: prefix.length + 1 }, (_, length) => prefix.slice(0, length));
}
