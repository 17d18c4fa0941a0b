import { type Finding, merged } from '../terminal/finding';
import { nameOfPlace } from '../terminal/personal';
import { firstFew } from '../terminal/print';
import { visible } from '../terminal/visible';
import type { Summary } from './workers';

/** The summary names this many of the workers who are gone. */
const NAMED = 10;

/**
 * Merges the findings that say the same about one column. The place names every line, because each
 * line needs a correction.
 */
export function tellFaults(findings: Finding[]): Finding[] {
  return merged(findings, ({ message }) => `${message}`).map((one) => {
    const [place] = one.places;
    const lines = new Set(one.places.map(({ position }) => Number(position?.())));
    if (!place || lines.size === 1) return { ...one, places: one.places.slice(0, 1) };
    return { ...one, places: [{ name: `${place.name}, lines ${spansOf(lines)}` }] };
  });
}

/** Tells how many workers a spreadsheet changes, and who is gone. */
export function tellSummary(
  { new: added, changed, gone, same, withoutNumber: none }: Summary,
  channel: string,
  { dryRun, identities }: { dryRun: boolean; identities: boolean },
): string {
  const counts = `Workers of ${channel}: ${added} new, ${changed} changed, ${gone.length} gone, ${same} the same.`;
  const lines = [dryRun ? `${counts} Nothing was written: --dry-run.` : `✔ ${counts}`];
  if (gone.length > 0) {
    const names = firstFew(gone, false, (place) => nameOfPlace(place, identities), '; ', NAMED);
    lines.push(`  Gone, by their former places: ${names}.`);
  }
  if (none > 0) {
    const who = none === 1 ? '1 worker of the file has' : `${none} workers of the file have`;
    lines.push(`  ${who} no number, and so no rules of their own.`);
  }
  return visible(lines.join('\n'));
}

/** Writes ascending numbers. Of a row of numbers, it writes the first and the last: `3, 5-9`. */
function spansOf(lines: Set<number>): string {
  // A number inside a row becomes a dash.
  return [...lines]
    .map((line) => (lines.has(line - 1) && lines.has(line + 1) ? '-' : line))
    .join(', ')
    .replace(/(?:, -)+, /g, '-');
}
