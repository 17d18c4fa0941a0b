import { grouped } from '../mapping/grouped';
import { type Finding, finding } from '../terminal/finding';
import { percentOf, poolText } from '../terminal/messages';
import { nameOfPlace, shownAddress, shownChannel, shownPrefix } from '../terminal/personal';
import { firstFew, type Reading, SHOWN } from '../terminal/print';
import { visible, visibleJson } from '../terminal/text';
import type { Change } from './changes';

/** Changes that are told together. */
type Alike = [Change, ...Change[]];

/** So many changes that differ in their addresses alone are told apart. */
const FEW = 3;

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

/** Tells the changes in sentences: one sentence for all changes that are alike. */
export function tellChanges(changes: Change[], from: string, reading: Reading): Finding[] {
  if (changes.length === 0) return [finding('change/none', [], from)];
  const findings = toldOf(changes, reading).map(({ customers, before, after, moved, ...told }) => {
    const who = told.who + (customers ? `, ${customers}` : '');
    if (before && after) return finding('change/moves', [], who, before, after, moved);
    if (after) return finding('change/accepted', [], who, after);
    return finding('change/refused', [], who, before ?? []);
  });
  return [...findings, finding('change/kept', [], from)];
}

/**
 * The changes as a table in Markdown, such as for the summary of a pull request.
 *
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function changesMarkdown(changes: Change[], from: string, reading: Reading): string {
  if (changes.length === 0) return finding('change/none', [], from).message.textFor(false);
  const told = toldOf(changes, reading);
  const rows = told.map(({ who, customers = 'all customers', before, after, moved }) => {
    const cells = [who, customers, poolText(before), poolText(after), percentOf(moved)];
    return cells.map((text) => visible(text).replace(/[\\|<*_`[\]]/g, '\\$&'));
  });
  const shownRows = reading.all ? rows : rows.slice(0, SHOWN);
  const table = [['Who', 'Customers', 'From', 'To', 'Share'], Array(5).fill('---'), ...shownRows];
  const lines = table.map((cells) => `| ${cells.join(' | ')} |`);
  const more = rows.length - shownRows.length;
  const others = more > 0 ? [`${more} more rows: \`npm run changes -- --all\` shows them.`] : [];
  const kept = finding('change/kept', [], from).message.textFor(false);
  return [...lines, '', ...others, kept].join('\n');
}

function shownPool(channel: string, pool: string[] | undefined, identities: boolean) {
  return pool?.map((address) => shownAddress(channel, address, identities) ?? '…');
}

/**
 * Puts changes together that are alike. Changes of the same people stand together. Among them, the
 * change for other customers comes last. Changes of many workers that differ in the addresses alone
 * are alike too, unless everything is to be shown.
 */
function toldOf(changes: Change[], reading: Reading) {
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

/** Says what changes of one kind have in common, for their reader. */
function tell(kind: [Alike, ...Alike[]], reading: Reading) {
  const { all, identities } = reading;
  const [[first]] = kind;
  const nameOf = ({ worker, isRemoved }: Change) =>
    worker
      ? nameOfPlace(worker, identities) + (isRemoved ? ' (removed)' : '')
      : `${shownChannel(first.channel, identities)}, anybody else`;
  const pool = (side: 'before' | 'after') => {
    const shown = shownPool(first.channel, first[side], identities);
    const texts = new Set(kind.map(([change]) => JSON.stringify(change[side])));
    // Each of these workers has another address.
    return texts.size > 1 ? shown?.map(() => null) : shown;
  };
  const who = firstFew(kind.flat(), all, nameOf);
  const customers = customersOf(first, reading);
  return { who, customers, before: pool('before'), after: pool('after'), moved: first.moved };
}

/** Names customers by how their numbers begin, unless it does not matter. */
function customersOf({ prefixes, isForAll }: Change, { all, identities }: Reading) {
  if (isForAll) return prefixes.length > 1 ? 'all customers' : undefined;
  const named = prefixes.flatMap((prefix) => prefix || []);
  const nameOf = (prefix: string) => `${shownPrefix(prefix, identities)}…`.replace('……', '…');
  return [
    ...(named.length > 0 ? [`customers ${firstFew(named, all, nameOf, ', ')}`] : []),
    ...(prefixes.includes(undefined) ? ['other customers'] : []),
    ...(prefixes.includes('') ? ['customers without a number'] : []),
  ].join(', ');
}
