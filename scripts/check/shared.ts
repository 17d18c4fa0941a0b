import { checkAddress } from '../../src/address';
import { grouped } from '../mapping/grouped';
import { keyIn, type Part } from '../mapping/parts';
import { type Finding, finding } from '../terminal/finding';

/** A place of an address in a channel, and who gets the address there. */
interface Stand {
  part: Part;
  /** The worker's identity. `undefined` in the channel's own rules. */
  worker: string | undefined;
  /** The prefix of the customer's number. Empty for every customer. */
  prefix: string;
}

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
    const all = parts.map((part) => ({
      part,
      worker: keyIn('workers', part),
      prefix: keyIn('prefixes', part) ?? '',
    }));
    const collides = collisions(all);
    const isAlone = ({ part }: Stand) => single.has(part.above?.value);
    const shared = new Set(
      all.filter((one) => isAlone(one) && one.worker !== undefined && collides(one)),
    );
    const [first] = shared;
    if (!first) return [];
    const workers = new Set([...shared].map(({ worker }) => worker)).size;
    const others = all.filter((one) => !shared.has(one)).map(({ part }) => part.name);
    const places = [...shared].map(({ part }) => part);
    return [{ ...finding('address/shared', places, workers, others), written: first.part.value }];
  });
}

/**
 * Tells whether another worker can get the address for the same customer. That is possible if one
 * prefix begins with the other: then a number can match both.
 */
function collisions(all: Stand[]): (one: Stand) => boolean {
  const at = new Map<string, Set<Stand['worker']>>();
  const below = new Map<string, Set<Stand['worker']>>();
  const add = (map: typeof at, prefix: string, worker: Stand['worker']) =>
    map.set(prefix, (map.get(prefix) ?? new Set()).add(worker));
  for (const { prefix, worker } of all) {
    add(at, prefix, worker);
    for (const shorter of beginnings(prefix)) add(below, shorter, worker);
  }
  return ({ prefix, worker }) => {
    const near = [below.get(prefix), ...beginnings(prefix).map((shorter) => at.get(shorter))];
    return near.some((workers) => workers && workers.size > (workers.has(worker) ? 1 : 0));
  };
}

/** All beginnings of a prefix, from the empty one to the prefix itself. */
function beginnings(prefix: string): string[] {
  return Array.from({ length: prefix.length + 1 }, (_, length) => prefix.slice(0, length));
}
