import { type Finding, isRight, merged } from '../terminal/finding';
import { nameOfPlace } from '../terminal/personal';
import { firstFew } from '../terminal/print';
import { visible } from '../terminal/text';
import type { Summary } from './workers';

/** The summary names this many of the workers who are gone. */
const NAMED = 10;

/** A finding names this many rows of lines. */
const SPANS = 20;

/**
 * Merges the findings that say the same about one column. The place names every line, because each
 * line needs a correction. Errors say the same even if they name other numbers.
 */
export function tellFaults(findings: Finding[]): Finding[] {
  const faultOf = ({ code, level, message, places: [place] }: Finding) => {
    const said = level === 'error' ? `${message}`.replace(/\+?\d+/g, '0') : message;
    return JSON.stringify([code, place?.name, said]);
  };
  return merged(findings, faultOf).map((one) => {
    const [place] = one.places;
    const lines = new Set(one.places.map(({ position }) => Number(position?.())));
    if (!place || lines.size === 1) return { ...one, places: one.places.slice(0, 1) };
    const count = lines.size > 3 ? ` (${lines.size} lines)` : '';
    return { ...one, places: [{ name: `${place.name}, lines ${spansOf(lines)}${count}` }] };
  });
}

/** Counts the cells that are wrong: two faults of one cell are one. Those of the whole file are not. */
export function countFaults(findings: Finding[]): number {
  const cells = findings
    .filter((one) => !isRight([one]))
    .map(({ places: [place], message }) => {
      const position = place?.position?.();
      return position ? `${position} ${place?.name}` : `${message}`;
    });
  return new Set(cells).size;
}

/** Whether so many workers lose their rules that it may be a mistake: more than a third of them. */
export function isMany({ gone, same, changed }: Summary): boolean {
  return gone.length * 3 > gone.length + same + changed;
}

/** Tells how many workers a spreadsheet changes, and who is gone. */
export function tellSummary(
  { new: added, changed, gone, same }: Summary,
  channel: string,
  { isWritten, identities }: { isWritten: boolean; identities: boolean },
): string {
  const counts = `Workers of ${channel}: ${added} new, ${changed} changed, ${gone.length} gone, ${same} the same.`;
  const lines = [isWritten ? `✔ ${counts}` : `${counts} Nothing was written.`];
  if (gone.length > 0) {
    const names = firstFew(gone, false, (place) => nameOfPlace(place, identities), '; ', NAMED);
    lines.push(`  Gone, by their former places: ${names}.`);
  }
  return visible(lines.join('\n'));
}

/** Writes ascending numbers. Of a row of numbers, it writes the first and the last: `3, 5-9`. */
function spansOf(lines: Set<number>): string {
  // A number inside a row becomes a dash.
  const spans = [...lines]
    .map((line) => (lines.has(line - 1) && lines.has(line + 1) ? '-' : line))
    .join(', ')
    .replace(/(?:, -)+, /g, '-')
    .split(', ');
  return firstFew(spans, false, (span) => span, ', ', SPANS);
}
