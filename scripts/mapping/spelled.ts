import { spellingsOf } from '../../src/spellings';

export const DIGITS = [...'0123456789'];

/** How long a number in E.164 can be, with the plus. */
const LENGTHS = [9, 10, 11, 12, 13, 14, 15, 16];

/** What is known of numbers that begin with certain digits, some of which have two spellings. */
interface Spelled {
  /** How long these numbers are, with the plus. Empty if none has two spellings. */
  lengths: Set<number>;
  /** How the first spelling of these numbers begins, where it begins in another way. */
  longer: Set<string>;
}

const KNOWN = new Map<string, Spelled>();

/** Finds by trying which numbers that begin so have two spellings: only `spellingsOf` knows. */
export function spelledFrom(channel: string, start: string): Spelled {
  const name = `${channel} ${start}`;
  const known = KNOWN.get(name);
  if (known) return known;
  const spelled: Spelled = { lengths: new Set(), longer: new Set() };
  for (const number of numbersFrom(start, LENGTHS)) {
    const [first, second] = spellingsOf({ channel, customerAddress: number });
    if (second === undefined) continue;
    spelled.lengths.add(first.length).add(second.length);
    const more = first.length - second.length;
    if (!first.startsWith(start)) spelled.longer.add(first.slice(0, start.length + more));
  }
  KNOWN.set(name, spelled);
  return spelled;
}

/** Makes numbers that begin so: of each length, one for each digit that fills it. */
export function numbersFrom(start: string, lengths: Iterable<number>): string[] {
  return DIGITS.flatMap((digit) => Array.from(lengths, (length) => start.padEnd(length, digit)));
}
