import { type Finding, finding } from '../terminal/finding';
import { percentOf, poolText } from '../terminal/messages';
import { shownAddress, shownChannel, shownPrefix } from '../terminal/personal';
import { type Reading, SHOWN } from '../terminal/print';
import { visible, visibleJson } from '../terminal/visible';
import type { Change } from './changes';
import { toldOf } from './told';

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
  const findings = toldOf(changes, reading).map(
    ({ customers, before, after, moved, ...people }) => {
      const who = [people.who, ...(customers ? [customers] : [])].join(', ');
      if (before && after) return finding('change/moves', [], who, before, after, moved);
      return after
        ? finding('change/accepted', [], who, after)
        : finding('change/refused', [], who, before ?? []);
    },
  );
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
  const shownRows = reading.all ? told : told.slice(0, SHOWN);
  const cell = (text: string) => visible(text).replace(/[\\|<*_`[\]]/g, '\\$&');
  const rows = shownRows.map(({ who, customers, before, after, moved }) =>
    [who, customers || 'all customers', poolText(before), poolText(after), percentOf(moved)].map(
      cell,
    ),
  );
  const table = [['Who', 'Customers', 'From', 'To', 'Share'], Array(5).fill('---'), ...rows];
  const lines = table.map((cells) => `| ${cells.join(' | ')} |`);
  const more = told.length - shownRows.length;
  const others = more > 0 ? [`${more} more rows: \`npm run changes -- --all\` shows them.`] : [];
  return [...lines, '', ...others, finding('change/kept', [], from).message.textFor(false)].join(
    '\n',
  );
}

function shownPool(channel: string, pool: string[] | undefined, identities: boolean) {
  return pool?.map((address) => shownAddress(channel, address, identities) ?? '…');
}
