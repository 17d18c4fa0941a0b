import { recordOf } from '../../src/record';
import { spellingsOf } from '../../src/spellings';
import { kindAt } from './forms';
import { kept } from './kept';
import { isAssigned } from './numbers';
import type { Part } from './parts';
import { DIGITS, numbersFrom, spelledFrom } from './spelled';

/** Customers whose numbers the same prefixes match. One customer stands for all. */
export interface Customers {
  /**
   * The prefix that says most about their numbers; undefined for other customers. Empty for
   * customers without a number, if other customers have one.
   */
  prefix: string | undefined;
  /** The number of one customer; undefined for customers without a number. */
  number: string | undefined;
  /** The number in both spellings, if it has two. */
  spellings: string[];
  /** The beginnings of numbers that led to these customers. */
  starts: string[];
}

/** On these channels, each customer has a number. */
const NUMBERS_ONLY = ['sms', 'voice'];

/** How long the number of a customer is, if the length says nothing. */
const ANY_LENGTH = [14];

/** The prefixes of rules. A prefix that can match no number is left out. */
export function prefixesOf(rules: Part | undefined): string[] {
  const prefixes = Object.keys(recordOf(recordOf(rules?.value).prefixes));
  return prefixes.filter((prefix) => kindAt('prefixes', prefix) === 'pool');
}

/**
 * The customers of a channel in groups, so that no table of these prefixes tells customers of one
 * group apart. On WhatsApp, prefixes can match either spelling of a number. So all prefixes that
 * match a number make its group, and not only the longest.
 */
export class Groups {
  /** The groups. For a worker's own prefixes: those that differ from the channel's groups. */
  readonly all: Customers[];
  /** The channel's groups that these groups replace. */
  readonly replaced: Set<Customers>;
  private readonly found = new Map<string, Customers>();
  /** The prefixes, and how their numbers begin in the other spelling. */
  private readonly starts = new Set<string>(['+']);
  /** The beginnings of the starts. */
  private readonly begun = new Set<string>(['+']);
  /** The groups whose numbers begin with a prefix, in either spelling. */
  private readonly matchedBy = kept((prefix) =>
    this.all.filter(({ spellings }) => spellings.some((one) => one.startsWith(prefix))),
  );

  /**
   * @param prefixes The prefixes of a channel's rules, or a worker's own.
   * @param wider The groups of the channel, for a worker's own prefixes. They are not made again,
   *   because there may be 10,000 workers.
   */
  constructor(
    private readonly channel: string,
    private readonly prefixes: ReadonlySet<string>,
    private readonly wider?: Groups,
  ) {
    if (wider) this.starts.clear();
    for (const prefix of prefixes) {
      for (const start of [prefix, ...spelledFrom(channel, prefix).longer]) {
        this.starts.add(start);
        for (const beginning of beginnings(start).slice(1)) this.begun.add(beginning);
      }
    }
    this.replaced = new Set([...prefixes].flatMap((prefix) => wider?.matchedBy(prefix) ?? []));
    const again = [...this.replaced].flatMap(({ starts }) => starts);
    for (const start of new Set([...this.starts, ...again])) this.search(start);
    this.all = [...this.found.values(), ...(wider ? [] : this.numberless())];
  }

  /** Finds customers whose numbers begin so, and whom no longer prefix matches. */
  private search(start: string): void {
    const { lengths } = spelledFrom(this.channel, start);
    const isSpelled = lengths.size > 0;
    // Beside numbers with two spellings there are others with one, such as landlines.
    const wanted = new Set(isSpelled ? [2, 1] : [1]);
    for (const beginning of this.beyond(start)) {
      for (const number of numbersFrom(beginning, isSpelled ? lengths : ANY_LENGTH)) {
        const spellings = spellingsOf({ channel: this.channel, customerAddress: number });
        if (!wanted.has(spellings.length) || !spellings[0].startsWith(beginning)) continue;
        if (isSpelled && !isAssigned(`whatsapp:${number}`)) continue;
        this.add(start, spellings);
        wanted.delete(spellings.length);
        if (wanted.size === 0) return;
      }
    }
  }

  /** The beginnings of numbers that begin so, and that no longer start begins with. */
  private *beyond(start: string): Generator<string> {
    if (!this.begun.has(start) && !this.wider?.begun.has(start)) return void (yield start);
    for (const longer of DIGITS.map((digit) => start + digit)) {
      const isTaken = this.starts.has(longer) || this.wider?.starts.has(longer);
      if (longer !== '+0' && !isTaken) yield* this.beyond(longer);
    }
  }

  private add(start: string, spellings: [string, ...string[]]): void {
    const [number, other = number] = spellings;
    const matching = new Set(
      spellings
        .flatMap(beginnings)
        .filter((prefix) => this.prefixes.has(prefix) || this.wider?.prefixes.has(prefix)),
    );
    // A prefix that only the shorter spelling begins with says more than its own digits.
    const saysOf = (prefix: string) =>
      prefix.length + (number.startsWith(prefix) ? 0 : number.length - other.length);
    const [prefix] = [...matching].sort((one, two) => saysOf(two) - saysOf(one));
    const name = [...matching].sort().join();
    const group = this.found.get(name) ?? { prefix, number, spellings, starts: [] };
    group.starts.push(start);
    this.found.set(name, group);
  }

  private numberless(): Customers[] {
    const isOnly = ![...this.found.values()].some(({ prefix }) => prefix === undefined);
    if (!isOnly && NUMBERS_ONLY.includes(this.channel)) return [];
    return [{ prefix: isOnly ? undefined : '', number: undefined, spellings: [], starts: [] }];
  }
}

/** All beginnings of a text, from the longest. */
function beginnings(text: string): string[] {
  return Array.from(text, (_, end) => text.slice(0, text.length - end));
}
