import type { Finding } from './finding';
import type { Level } from './messages';
import { nameOfPlace, shown, shownLine, shownValue } from './personal';
import { paint, visible } from './text';

/** At most so many findings of one kind are printed, and so many addresses. The rest is counted. */
export const SHOWN = 50;

/** At most so many places of one finding are printed. The others are counted. */
const FEW = 3;

/** The number of characters shown on each side of a fault in a long line. */
const AROUND = 40;

/** How to print a report. */
export interface Reading {
  /** Whether to show everything, however long the report is. */
  all: boolean;
  /** Whether to show identities. A person may see them, but a log must not hold them. */
  identities: boolean;
}

/**
 * Reads the flags of a command. Without --identities, a person may see identities if no log keeps
 * the output. A program that gets JSON is not a person, even at a terminal.
 */
export function readingOf(
  flags: { all?: true; json?: true; identities?: true },
  stream: NodeJS.WriteStream = process.stdout,
): Reading {
  const isPerson = Boolean(stream.isTTY) && !process.env.CI && !flags.json;
  return { all: flags.all ?? false, identities: flags.identities ?? isPerson };
}

const MARKS = {
  error: ['red', '✘'],
  warning: ['yellow', '⚠'],
  unchecked: ['yellow', '–'],
  right: ['green', '✔'],
  reason: ['reset', '→'],
} as const satisfies Record<Level, unknown>;

/** Prints findings in their order. Of each kind, prints only the first 50 unless all are wanted. */
export function printFindings(findings: Finding[], reading: Reading): void {
  const seen = new Map<string, number>();
  for (const finding of findings) {
    const count = (seen.get(finding.code) ?? 0) + 1;
    seen.set(finding.code, count);
    if (reading.all || count <= SHOWN) console.log(textOf(finding, reading));
  }
  for (const [code, count] of seen) {
    const last = findings.findLast((one) => one.code === code);
    if (reading.all || count <= SHOWN || !last) continue;
    const [colour, mark] = MARKS[last.level];
    const like = shown(last.message, reading.identities).slice(0, AROUND);
    const text = `${mark} ${count - SHOWN} more like “${like}…”. Show them with --all.`;
    console.log(paint(colour, visible(text)));
  }
}

/** The line of a finding, with the excerpt below. */
export function textOf(finding: Finding, { all, identities }: Reading): string {
  const { level, places, excerpt } = finding;
  const where = firstFew(places, all, (place) => {
    const position = place.position?.();
    return nameOfPlace(place, identities) + (position ? `, line ${position}` : '');
  });
  const [colour, mark] = MARKS[level];
  const text = `${mark} ${where && `${where}: `}${sentenceOf(finding, identities)}`;
  const line = paint(colour, visible(text));
  return excerpt ? `${line}\n${excerptText(excerpt, identities)}` : line;
}

/** The sentence of a finding, behind what somebody wrote at its places. */
export function sentenceOf({ written, message }: Finding, identities: boolean): string {
  const what = written === undefined ? '' : `${shownValue(written, identities)} `;
  return what + shown(message, identities);
}

/** Names the first few items of a list and counts the others, or names all items. */
export function firstFew<Item>(
  items: Item[],
  all: boolean,
  nameOf: (item: Item) => string,
  separator = '; ',
  few = FEW,
): string {
  const shown = all ? items : items.slice(0, few);
  const more = items.length > shown.length ? [`${items.length - shown.length} more`] : [];
  return [...shown.map(nameOf), ...more].join(separator);
}

/** Shows a line, with a mark below the part that is wrong. */
function excerptText(
  { line, column, length }: NonNullable<Finding['excerpt']>,
  identities: boolean,
): string {
  const from = Math.max(0, column - AROUND);
  const shown = shownLine(line, identities).slice(from, column + AROUND);
  // The width of a tab depends on the terminal, so a tab would move the mark.
  const plain = visible(shown.replace(/\t/g, ' ').trimEnd());
  return `    ${plain}\n    ${' '.repeat(column - from)}${'^'.repeat(Math.min(length, AROUND))}`;
}
