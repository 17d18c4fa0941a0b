import { nameOfPlace } from '../mapping/place';
import { type Finding, merged } from '../terminal/finding';
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
  const faultOf = ({ code, message }: Finding) => `${code} ${message}`;
  return merged(findings, faultOf).map((one) => {
    const [place] = one.places;
    const lines = [...new Set(one.places.map(({ position }) => Number(position?.())))];
    if (!place || lines.length === 1) return { ...one, places: one.places.slice(0, 1) };
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

/** Writes ascending numbers. A row of numbers is written by the first and the last: `3, 5-9`. */
function spansOf(lines: number[]): string {
  const spans: number[][] = [];
  for (const line of lines) {
    const span = spans.at(-1);
    if (span?.at(-1) === line - 1) span.push(line);
    else spans.push([line]);
  }
  return spans
    .map((span) => (span.length > 2 ? `${span[0]}-${span.at(-1)}` : span.join(', ')))
    .join(', ');
}
