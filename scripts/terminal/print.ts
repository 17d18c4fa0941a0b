import { CHANNELS } from '../../src/channel';
import { RULES } from '../mapping/forms';
import { nameOfPlace } from '../mapping/place';
import type { Finding } from './finding';
import type { Level } from './messages';
import { paint } from './paint';
import { visible } from './visible';

/** More findings of one kind than these are counted, not printed. */
const SHOWN = 50;

/** More places of one finding than these are counted, not printed. */
const FEW = 3;

/** How much of a long line is shown on each side of a fault. */
const AROUND = 40;

const KNOWN = new Set(['$schema', ...CHANNELS, ...RULES]);

/** How a report is to be read. */
export interface Reading {
  /** Whether everything is shown, however much there is. */
  all: boolean;
  /** Whether identities may be shown: to a person, but in no log. */
  identities: boolean;
}

/** Whether a person reads what is printed, and no log keeps it. */
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

/** Prints findings in their order, each kind up to a limit. */
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

/** The line of a finding, and the excerpt below it. */
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

/** Names the first few of a long list, or all of it, and counts the others. */
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

/** Shows what somebody wrote where an address must be, unless it may be an identity in the wrong place. */
function writtenText(written: unknown, identities: boolean): string {
  if (Array.isArray(written)) return '[…]';
  if (typeof written === 'object' && written !== null) return '{…}';
  if (typeof written !== 'string') return `${written}`;
  const isNumber = /^([a-z]+:)?[+\d\s().,;#/\u2010-\u2015\u2018-\u201F-]*$/i.test(written);
  return identities || isNumber ? JSON.stringify(written) : '(hidden)';
}

/** Shows a line, and a mark below what is wrong in it. */
function excerptText(
  { line, column, length }: NonNullable<Finding['excerpt']>,
  identities: boolean,
): string {
  const from = Math.max(0, column - AROUND);
  const shown = (identities ? line : withoutNames(line)).slice(from, column + AROUND);
  // A tab is as wide as the terminal likes.
  const plain = visible(shown.replace(/\t/g, ' ').trimEnd());
  return `    ${plain}\n    ${' '.repeat(column - from)}${'^'.repeat(Math.min(length, AROUND))}`;
}

/** Keeps JSON's own signs, what the mapping's forms name, and prefixes such as +44; a longer number may be somebody. */
function withoutNames(line: string): string {
  return line.replace(/[^\s"{}[\]:,]+/g, (word) =>
    KNOWN.has(word) || /^\+\d{0,6}$/.test(word) ? word : '·'.repeat(word.length),
  );
}
