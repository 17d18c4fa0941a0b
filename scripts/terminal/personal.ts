import { checkAddress } from '../../src/address';
import { CHANNELS, printableName } from '../../src/channel';
import { nameOfPrefix } from '../../src/place';
import { RULES } from '../mapping/forms';
import type { Place } from '../mapping/place';

// This file alone decides what a reader may see. A person at a terminal may see identities. A pipe,
// a log and JSON may not: there, `identities` is false.

/** What stands in the place of a hidden text. */
const HIDDEN = '(hidden)';

/**
 * A text that may hold personal data. Only `shown` opens it. A template, JSON and a log get what
 * everybody may see, so nothing leaks where somebody forgets to open it.
 */
export class Personal {
  readonly #textFor: (identities: boolean) => string;

  /** @param textFor Makes the text for a reader who may see identities, or who may not. */
  constructor(textFor: (identities: boolean) => string) {
    this.#textFor = textFor;
  }

  textFor(identities: boolean): string {
    return this.#textFor(identities);
  }

  toString(): string {
    return this.#textFor(false);
  }

  toJSON(): string {
    return `${this}`;
  }
}

/** The type of a value for which a sentence demands `personal(…)`. The sentence gets the text. */
export type Private = string & { readonly [demanded]: true };
declare const demanded: unique symbol;

/** The values that a caller gives for the values of a sentence: any text may be personal. */
export type Given<Value> = Value extends Private
  ? Personal
  : Value extends string
    ? Value | Personal
    : Value extends readonly unknown[]
      ? { [Index in keyof Value]: Given<Value[Index]> }
      : Value;

/**
 * Marks a text as personal data.
 *
 * @param instead What everybody else sees.
 */
export function personal(text: string, instead = HIDDEN): Personal {
  return new Personal((identities) => (identities ? text : instead));
}

/** Opens what is personal in a value, or in a list of values, for one reader. */
export function shown(value: string | Personal, identities: boolean): string;
export function shown<Value>(value: Given<Value>, identities: boolean): Value;
export function shown(value: unknown, identities: boolean): unknown {
  if (value instanceof Personal) return value.textFor(identities);
  return Array.isArray(value) ? value.map((one) => shown(one, identities)) : value;
}

/** Names a place. The keys that its name only counts are personal. */
export function nameOfPlace({ name, counted = [] }: Place, identities: boolean): string {
  const keys = counted.map((key) => JSON.stringify(key)).join(', ');
  return keys && identities ? `${name} (${keys})` : name;
}

/**
 * Shows the value at the place of an address. Without `identities`, shows only a value that cannot
 * be an identity in the wrong place: a valid address of a known channel without `@`, or digits.
 */
export function shownAddress(channel: string, value: unknown, identities: boolean): string | null {
  if (typeof value !== 'string') return null;
  const isAddress =
    CHANNELS.includes(channel.toLowerCase()) && typeof checkAddress(channel, value) === 'string';
  const canBeTold = isAddress && !value.includes('@');
  return identities || canBeTold || /^[+\d\s().-]+$/.test(value) ? value : null;
}

/**
 * Marks an address that the Function gives: the mapping may have an identity in its place, which is
 * often an e-mail address.
 */
export function addressGiven(address: string): Personal {
  return personal(address, address.includes('@') ? HIDDEN : address);
}

/** Shows a channel's name, unless it may be an identity in the wrong place. */
export function shownChannel(channel: string, identities: boolean): string {
  return identities ? channel : (printableName(channel) ?? '…');
}

/** Shows only the beginning of a long prefix, because it may be somebody's whole number. */
export function shownPrefix(prefix: string, identities: boolean): string {
  return identities || nameOfPrefix(prefix) ? prefix : `${prefix.slice(0, 7)}…`;
}

const NUMBER = new RegExp(
  `^((${CHANNELS.join('|')}):)?[+\\d\\s().,;#/\\u2010-\\u2015\\u2018-\\u201F-]*$`,
  'i',
);

/** Shows what somebody wrote in the place of an address, unless it may be an identity. */
export function shownValue(written: unknown, identities: boolean): string {
  if (Array.isArray(written)) return '[…]';
  if (typeof written === 'object' && written !== null) return '{…}';
  if (typeof written !== 'string') return `${written}`;
  return identities || NUMBER.test(written) ? JSON.stringify(written) : HIDDEN;
}

const KNOWN = new Set(['$schema', ...CHANNELS, ...RULES]);

/**
 * Shows a line of a mapping. Without `identities`, keeps JSON's own characters, the names of
 * channels and rules, and prefixes such as +44. All other words may be personal.
 */
export function shownLine(line: string, identities: boolean): string {
  if (identities) return line;
  return line.replace(/[^\s"{}[\]:,]+/g, (word) =>
    KNOWN.has(word) || /^\+\d{0,6}$/.test(word) ? word : '·'.repeat(word.length),
  );
}
