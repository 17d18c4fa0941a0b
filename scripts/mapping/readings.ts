import {
  type CountryCode,
  getCountryCallingCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { bareAddress, checkAddress } from '../../src/address';
import { grouped } from './grouped';
import { impossibleNumber, isAssigned } from './numbers';

/** A number that a text can mean. */
export interface Reading {
  /** The number in E.164. */
  number: string;
  /** The number's country code, such as `+44`, if the text does not say that it is one. */
  completed?: string | undefined;
  /** Whether the text is the whole number, as people write it in its country. */
  isWhole?: boolean;
}

interface Rules {
  channel: string;
  /** The country of numbers without a country code. */
  country?: CountryCode | undefined;
  /** Numbers in E.164 that exist in any case. */
  known?: ReadonlySet<string>[];
}

/** Removes what spreadsheets put around a text: `="…"`, a leading `'`, and invisible characters. */
export function unquoted(text: string): string {
  const visible = text.replace(/\p{Cf}/gu, '').trim();
  return (/^=?"([^"]*)"$/.exec(visible)?.[1] ?? visible).trim().replace(/^'/, '');
}

/**
 * Removes everything but the digits of a number and the + before them, which can also be written
 * 00. `undefined` if the text is not a number alone.
 */
export function plainNumber(text: string): string | undefined {
  const plain = bareAddress(unquoted(text).replace(/^tel:/i, '')).normalize('NFKC').trim();
  // Behind a number, brackets hold an extension, or the digits of another one: 030 23125-0 (106).
  if (!/^\(?\+?[\s(]*\d[\d\s()./~\p{Pd}]*$/u.test(plain) || /\d\D*\([^)]*\)$/.test(plain)) return;
  return plain.replace(/[^+\d]/g, '');
}

/**
 * Finds each number that a text can mean: a number after a + or 00, a number as somebody in the
 * country dials it, or a number that has lost its +. After a +, the number must be possible. All
 * other numbers must also be assigned.
 *
 * @returns No reading if the text is no number. Several if nobody can know which one is meant.
 * @see https://www.itu.int/rec/T-REC-E.123
 */
export function readingsOf(text: string, rules: Rules): Reading[] {
  const plain = plainNumber(text);
  if (plain === undefined) return [];
  if (plain.startsWith('+')) return afterPlus(text, plain, rules);
  const abroad = `+${plain.replace(/^00/, '')}`;
  const code = plain.startsWith('0') ? undefined : parsed(abroad)?.countryCallingCode;
  const readings: Reading[] = [
    { number: abroad, completed: code && `+${code}` },
    ...(rules.country ? inCountry(plain, rules.country) : []),
  ];
  const byNumber = grouped(readings, ({ number }) => number);
  const each = [...byNumber.values()].map(([first]) => first);
  return each.filter(({ number }) => canBe(number, rules, isAssigned));
}

/** Some digits are only dialled inside the country: +44 (0)20 7946 0000. */
function afterPlus(text: string, written: string, rules: Rules): Reading[] {
  const isPossible = (address: string) => impossibleNumber(address) === '';
  const [dialledInside] = /\( *0 *\) *0?/.exec(text) ?? [];
  if (!dialledInside && canBe(written, rules, isPossible)) return [{ number: written }];
  // In Italy the 0 is a part of the number. Nobody knows what two of them mean.
  if (dialledInside?.endsWith('0')) return [];
  const other = dialledInside
    ? plainNumber(text.replace(dialledInside, ''))
    : parsed(written)?.number;
  return [written, other].flatMap((number = '') =>
    canBe(number, rules, isAssigned) ? { number } : [],
  );
}

/**
 * The library first removes what the country dials for calls abroad, and is silent if the digits can
 * also be a national number. With the country code before them, it reads them as a national number.
 */
function inCountry(digits: string, country: CountryCode): Reading[] {
  const code = getCountryCallingCode(country);
  // Who takes the + off a number takes the 0 off too, which is a part of it in Italy, say.
  const withZero = digits.startsWith('0') ? undefined : parsed(`0${digits}`, country);
  const all = [parsed(digits, country), parsed(`+${code}${digits}`), withZero];
  return all.flatMap((found) => {
    if (!found) return [];
    const { number, countryCallingCode } = found;
    if (countryCallingCode !== code) return { number };
    const isWhole = found.formatNational().replace(/\D/g, '') === digits;
    return { number, completed: `+${code}`, isWhole };
  });
}

function canBe(number: string, { channel, known = [] }: Rules, judge: typeof isAssigned): boolean {
  const address = checkAddress(channel, number);
  if (typeof address !== 'string') return false;
  return judge(address) || known.some((numbers) => numbers.has(number));
}

function parsed(text: string, defaultCountry?: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, {
    extract: false,
    ...(defaultCountry && { defaultCountry }),
  });
}

/**
 * Writes a number with blanks, dashes or brackets in E.164. `undefined` if the number has no
 * country code.
 */
export function writtenOut(channel: string, value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^(?:\+|00)/.test(plainNumber(value) ?? '')) return undefined;
  const [reading] = readingsOf(value, { channel });
  return reading?.number === value ? undefined : reading?.number;
}

/** The number of last digits that usually distinguish the numbers of an account. */
const LAST = 6;

/** The digits of a text without the 0 or 00 that is only dialled. */
const lastDigits = (text: string) => text.replace(/\D/g, '').replace(/^0+/, '');

/**
 * Makes a function that tells whether an address ends in the digits of a text, which may lack the
 * country code. A few digits tell nothing.
 */
export function endsLike(text: string): (address: string) => boolean {
  const digits = lastDigits(text);
  return (address) => digits.length >= LAST && address.endsWith(digits);
}

/** Makes a function that finds those of an account's addresses that end like a text. */
export function finderAmong(addresses: Iterable<string>): (text: string) => string[] {
  const byEnd = grouped(addresses, (address) => address.slice(-LAST));
  return (text) => (byEnd.get(lastDigits(text).slice(-LAST)) ?? []).filter(endsLike(text));
}
