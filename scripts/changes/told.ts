import { grouped } from '../mapping/grouped';
import { nameOfPlace, shownAddress, shownChannel, shownPrefix } from '../terminal/personal';
import { firstFew, type Reading } from '../terminal/print';
import type { Change } from './changes';

/** The addresses of a pool as its reader may see them; undefined for a refusal. */
export type ShownPool = (string | null)[] | undefined;

/** What is told of changes that are alike. */
export interface Told {
  /** The workers, or anybody else. */
  who: string;
  /** How the customers' numbers begin; empty if that does not matter. */
  customers: string;
  before: ShownPool;
  /** An address is `null` if each of these workers gets another one. */
  after: ShownPool;
  moved: number;
}

/** Changes that are told together. */
type Alike = [Change, ...Change[]];

/** So many changes that differ in their addresses alone are told apart. */
const FEW = 3;

/**
 * Puts changes together that are alike. Changes of the same people stand together. Among them, the
 * change for other customers comes last. Changes of many workers that differ in the addresses alone
 * are alike too, unless everything is to be shown.
 */
export function toldOf(changes: Change[], reading: Reading): Told[] {
  const told = grouped(changes, ({ channel, before, after, isForAll, prefixes }) =>
    JSON.stringify([channel, before, after, isForAll || prefixes]),
  );
  const byPeople = grouped(told.values(), ([{ channel, worker }]) =>
    JSON.stringify([channel, worker?.key]),
  );
  const isOfOthers = ([{ prefixes }]: Alike) => prefixes.includes(undefined);
  const sorted = [...byPeople.values()].flatMap((all) =>
    all.sort((one, other) => +isOfOthers(one) - +isOfOthers(other)),
  );
  const kindOf = ([{ channel, worker, before, after, moved, isForAll, prefixes }]: Alike) =>
    JSON.stringify([channel, !worker, before?.length, after?.length, moved, isForAll || prefixes]);
  const kinds = grouped(sorted, kindOf);
  return sorted.flatMap((alike) => {
    const kind = kinds.get(kindOf(alike)) ?? [alike];
    if (reading.all || kind.length <= FEW || !alike[0].worker) return [tell([alike], reading)];
    return kind[0] === alike ? [tell(kind, reading)] : [];
  });
}

function tell(kind: [Alike, ...Alike[]], reading: Reading): Told {
  const { all, identities } = reading;
  const [[first]] = kind;
  const nameOf = ({ worker, isRemoved }: Change) =>
    worker
      ? nameOfPlace(worker, identities) + (isRemoved ? ' (removed)' : '')
      : `${shownChannel(first.channel, identities)}, anybody else`;
  const pool = (side: 'before' | 'after'): ShownPool => {
    const texts = new Set(kind.map(([change]) => JSON.stringify(change[side])));
    return first[side]?.map((address) =>
      texts.size > 1 ? null : (shownAddress(first.channel, address, identities) ?? '…'),
    );
  };
  return {
    who: firstFew(kind.flat(), all, nameOf),
    customers: customersOf(first, reading),
    before: pool('before'),
    after: pool('after'),
    moved: first.moved,
  };
}

/** Names customers by how their numbers begin, unless the change is the same for all customers. */
function customersOf({ prefixes, isForAll }: Change, { all, identities }: Reading): string {
  if (isForAll) return prefixes.length > 1 ? 'all customers' : '';
  const named = prefixes.flatMap((prefix) => prefix || []);
  const nameOf = (prefix: string) => `${shownPrefix(prefix, identities)}…`.replace('……', '…');
  return [
    ...(named.length > 0 ? [`customers ${firstFew(named, all, nameOf, ', ')}`] : []),
    ...(prefixes.includes(undefined) ? ['other customers'] : []),
    ...(prefixes.includes('') ? ['customers without a number'] : []),
  ].join(', ');
}
