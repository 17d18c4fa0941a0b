import { grouped } from '../mapping/grouped';
import { type Finding, finding } from '../terminal/finding';
import { nameOfPlace, shownAddress, shownChannel, shownPrefix } from '../terminal/personal';
import { firstFew, type Reading } from '../terminal/print';
import { visibleJson } from '../terminal/visible';
import type { Change } from './changes';

/** Changes that are told in one sentence. */
type Alike = [Change, ...Change[]];

/**
 * The changes as JSON, for another program: one entry for each worker and prefix. Form:
 * docs/day-two.md.
 */
export function changesJson(changes: Change[], from: string, identities: boolean): string {
  const each = changes.flatMap(({ channel, worker, prefixes, moved, ...pools }) =>
    prefixes.map((prefix) => ({
      channel: shownChannel(channel, identities),
      worker: (identities ? worker?.key : worker?.name) ?? null,
      prefix: prefix === undefined ? null : shownPrefix(prefix, identities),
      before: shownPool(channel, pools.before, identities) ?? null,
      after: shownPool(channel, pools.after, identities) ?? null,
      moved,
    })),
  );
  return visibleJson({ from, changes: each });
}

/**
 * Tells the changes in sentences: one sentence for all changes that are alike. Changes of the same
 * people stand together. Among them, the change for other customers comes last.
 */
export function tellChanges(changes: Change[], from: string, reading: Reading): Finding[] {
  if (changes.length === 0) return [finding('change/none', [], from)];
  const told = grouped(changes, ({ channel, before, after, isForAll, prefixes }) =>
    JSON.stringify([channel, before, after, isForAll || prefixes]),
  );
  const byPeople = grouped(told.values(), ([{ channel, worker }]) =>
    JSON.stringify([channel, worker?.key]),
  );
  const isOfOthers = ([{ prefixes }]: Alike) => prefixes.includes(undefined);
  return [...byPeople.values()]
    .flatMap((all) => all.sort((one, other) => +isOfOthers(one) - +isOfOthers(other)))
    .map((alike) => tell(alike, reading))
    .concat(finding('change/kept', [], from));
}

function tell(alike: Alike, reading: Reading): Finding {
  const { all, identities } = reading;
  const [first] = alike;
  const { channel, before, after, moved } = first;
  const nameOf = ({ worker, isRemoved }: Change) =>
    worker
      ? nameOfPlace(worker, identities) + (isRemoved ? ' (removed)' : '')
      : `${shownChannel(channel, identities)}, anybody else`;
  const who = [firstFew(alike, all, nameOf), ...customersOf(first, reading)].join(', ');
  const old = shownPool(channel, before, identities);
  const now = shownPool(channel, after, identities);
  if (old && now) return finding('change/moves', [], who, old, now, moved);
  return now
    ? finding('change/accepted', [], who, now)
    : finding('change/refused', [], who, old ?? []);
}

/** Names customers by how their numbers begin, unless the change is the same for all customers. */
function customersOf({ prefixes, isForAll }: Change, { all, identities }: Reading): string[] {
  if (isForAll) return prefixes.length > 1 ? ['all customers'] : [];
  const named = prefixes.flatMap((prefix) => prefix || []);
  const nameOf = (prefix: string) => `${shownPrefix(prefix, identities)}…`.replace('……', '…');
  return [
    ...(named.length > 0 ? [`customers ${firstFew(named, all, nameOf, ', ')}`] : []),
    ...(prefixes.includes(undefined) ? ['other customers'] : []),
    ...(prefixes.includes('') ? ['customers without a number'] : []),
  ];
}

function shownPool(channel: string, pool: string[] | undefined, identities: boolean) {
  return pool?.map((address) => shownAddress(channel, address, identities) ?? '…');
}
