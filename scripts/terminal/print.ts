import { CHANNELS } from '../../src/channel';
import { RULES } from '../mapping/forms';
import { nameOfPlace } from '../mapping/place';
import type { Finding } from './finding';
import type { Level } from './messages';
import { paint } from './paint';
import { visible } from './visible';

/** At most so many findings of one kind are printed, and so many addresses. The rest is counted. */
export const SHOWN = 50;

/** At most so many places of one finding are printed. The others are counted. */
const FEW = 3;

/** The number of characters shown on each side of a fault in a long line. */
const AROUND = 40;

const KNOWN = new Set(['$schema', ...CHANNELS, ...RULES]);

/** How to print a report. */
export interface Reading {
  /** Whether to show everything, however long the report is. */
  all: boolean;
  /** Whether to show identities. A person may see them, but a log must not hold them. */
  identities: boolean;
}

/** Reads the flags of a command. A program that gets JSON is not a person, even at a terminal. */
export function readingOf(flags: { all?: true; json?: true; identities?: true }): Reading {
  const { all = false, json = false, identities = !json && isPersonal() } = flags;
  return { all, identities };
}

/** Whether a person reads the output, and no log keeps the output. */
export function isPersonal(): boolean {
  return Boolean(process.stdout.isTTY) && !process.env.CI;
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
    if (reading.all || count <= SHOWN) continue;
    console.log(paint('yellow', `⚠ ${count - SHOWN} more like "${code}". Show them with --all.`));
  }
}

/** The line of a finding, with the excerpt below. */
export function textOf(finding: Finding, { all, identities }: Reading): string {
  const { level, places, message, written, excerpt } = finding;
  const where = firstFew(places, all, (place) => {
    const position = place.position?.();
    return nameOfPlace(place, identities) + (position ? `, line ${position}` : '');
  });
  const what = written === undefined ? '' : `${writtenText(written, identities)} `;
  const [colour, mark] = MARKS[level];
  const line = paint(colour, visible(`${mark} ${where && `${where}: `}${what}${message}`));
  return excerpt ? `${line}\n${excerptText(excerpt, identities)}` : line;
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

/** Shows the value at the place of an address, unless it may be an identity in the wrong place. */
function writtenText(written: unknown, identities: boolean): string {
  if (Array.isArray(written)) return '[…]';
  if (typeof written === 'object' && written !== null) return '{…}';
  if (typeof written !== 'string') return `${written}`;
  const isNumber = /^([a-z]+:)?[+\d\s().,;#/\u2010-\u2015\u2018-\u201F-]*$/i.test(written);
  return identities || isNumber ? JSON.stringify(written) : '(hidden)';
}

/** Shows a line, with a mark below the part that is wrong. */
function excerptText(
  { line, column, length }: NonNullable<Finding['excerpt']>,
  identities: boolean,
): string {
  const from = Math.max(0, column - AROUND);
  const shown = (identities ? line : withoutNames(line)).slice(from, column + AROUND);
  // The width of a tab depends on the terminal, so a tab would move the mark.
  const plain = visible(shown.replace(/\t/g, ' ').trimEnd());
  return `    ${plain}\n    ${' '.repeat(column - from)}${'^'.repeat(Math.min(length, AROUND))}`;
}

/**
 * Keeps JSON's own characters, the names of channels and rules, and prefixes such as +44. Hides all
 * other words, and longer numbers, because they may be personal data.
 */
function withoutNames(line: string): string {
  return line.replace(/[^\s"{}[\]:,]+/g, (word) =>
    KNOWN.has(word) || /^\+\d{0,6}$/.test(word) ? word : '·'.repeat(word.length),
  );
}
