import { CHANNELS } from '../../src/channel';
import { RULES } from '../mapping/forms';

/** How much of a long line is shown on each side of the fault. */
const AROUND = 40;

const KNOWN = new Set(['$schema', ...CHANNELS, ...RULES]);

/**
 * Shows a line of the mapping, and a mark below what is wrong in it.
 *
 * @param personal Whether identities may be shown; else what might be one is dotted out.
 */
export function excerptOf(
  { line, column, length }: { line: string; column: number; length: number },
  personal: boolean,
): string {
  const from = Math.max(0, column - AROUND);
  const shown = (personal ? line : withoutNames(line)).slice(from, column + AROUND);
  // A tab is as wide as the terminal likes.
  const plain = shown.replace(/\t/g, ' ').trimEnd();
  const marks = '^'.repeat(Math.min(length, AROUND));
  return `    ${plain}\n    ${' '.repeat(column - from)}${marks}`;
}

/** Keeps JSON's own signs, channels, rules, and prefixes, such as +44: a number without + may be somebody. */
function withoutNames(line: string): string {
  return line.replace(/[^\s"{}[\]:,]+/g, (word) =>
    KNOWN.has(word) || /^\+\d{0,6}$/.test(word) ? word : '·'.repeat(word.length),
  );
}
