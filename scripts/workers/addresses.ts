import type { CountryCode } from 'libphonenumber-js/max';
import { checkAddress } from '../../src/address';
import { impossibleNumber, isAssigned } from '../mapping/numbers';
import type { Place } from '../mapping/place';
import { plainNumber, readingsOf, unquoted } from '../mapping/readings';
import { type Finding, finding } from '../terminal/finding';

/** How the cells of a spreadsheet are read, and what is found in them. */
export interface Cells {
  channel: string;
  /** The country of numbers without a country code. */
  country: CountryCode | undefined;
  /**
   * Addresses that decide between two readings of a number, without the channel's scheme. The first
   * set that has exactly one of them decides: today's mapping, then the account.
   */
  known: ReadonlySet<string>[];
  /** Gets what is wrong with the cells, and which numbers got a country code. */
  findings: Finding[];
}

/** A long number that a spreadsheet took for an amount, and wrote as 4.42072E+11. */
export const ROUNDED = /^\d+(?:[.,]\d+)?E\+?\d+$/i;

/**
 * Other amounts: `-1069`, `14,155,550,120`, `14.155.550.120,00`, `14155550120.00`, a fraction, and
 * what has a currency. No phone number has its last or its only separator at such a place.
 */
const AMOUNT =
  /^[-\u2212]\s*\d|[\p{Sc}%]|^\d{1,3}(?:[,'\u2019]\d{2,3})+(?:\.\d+)?$|^\d{1,3}(?:[.\s]\d{3})+,\d+$|^[1-9]\d*[.,]\d{1,2}$|^0[.,]\d+$|^[1-9]\d{0,2}[.,]\d{11,}$/u;

/** A date, such as 2026-11-28, 28.11.2026 or 11/28/26. In many countries, it has the digits of a number. */
const DATE =
  /^(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])$|^(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d$|^\d{1,2}\/\d{1,2}\/\d\d$/;

/** What a spreadsheet makes of a number, or of a text that it takes for one. */
const NO_TEXTS: [form: RegExp, is: string][] = [
  [ROUNDED, 'a rounded number'],
  [AMOUNT, 'an amount'],
  [DATE, 'a date'],
];

/** One address of a cell. It is in quotes if it contains a separator. */
const ADDRESS = /\s*"((?:[^"]|"")*)"\s*(?![^;,\r\n])|[^;,\r\n]+/g;

/**
 * Reads the addresses of a cell: one, or several with semicolons, commas or line breaks between
 * them.
 *
 * @returns Each address once, in the channel's form.
 */
export function addressesIn(cell: string, place: Place, cells: Cells): string[] {
  const { channel, findings } = cells;
  const isOfNumbers = typeof checkAddress(channel, 'a-name') !== 'string';
  const text = isOfNumbers ? unquoted(cell) : cell;
  const parts = isOfNumbers ? text.split(/[;\n]/).map((part) => part.trim()) : [];
  const [, is] = NO_TEXTS.find(([form]) => parts.some((part) => form.test(part))) ?? [];
  if (is) {
    findings.push(finding('spreadsheet/cell', place, is));
    return [];
  }
  const addresses = [...text.matchAll(ADDRESS)].flatMap(([all, quoted]) => {
    const written = (quoted?.replaceAll('""', '"') ?? all).trim();
    if (written === '') return [];
    const asWritten = checkAddress(channel, written);
    const isOthers = typeof asWritten !== 'string' && asWritten.code === 48029;
    const number = isOfNumbers && !isOthers ? numberIn(written, place, cells) : written;
    const address = typeof number === 'string' ? checkAddress(channel, number) : number;
    if (typeof address === 'string') return [address];
    findings.push(
      'places' in address
        ? address
        : finding('address/malformed', place, address.reason, '', address.code),
    );
    return [];
  });
  return [...new Set(addresses)];
}

/** Reads one number, in E.164. */
function numberIn(written: string, place: Place, cells: Cells): string | Finding {
  const { channel, country, known, findings } = cells;
  const readings = readingsOf(written, cells);
  if (areSeveral(written, cells)) {
    const cure = 'write each number as a whole, with ; between them';
    return finding('spreadsheet/impossible', place, cure);
  }
  const ofKnown = known
    .map((addresses) => readings.filter(({ number }) => addresses.has(number)))
    .find((found) => found.length === 1);
  const [first, ...others] = ofKnown ?? readings;
  const plain = plainNumber(written);
  const hasCode = /^(?:\+|00)/.test(plain ?? '');
  if (plain && !hasCode && !country && !ofKnown) return finding('spreadsheet/national', place);
  if (!first) return finding('spreadsheet/impossible', place, whyNone(plain, channel));
  // Whoever writes a whole national number means it. Only part of one may have lost its +.
  const whole = others.length > 0 ? readings.find(({ isWhole }) => isWhole) : undefined;
  if (whole) findings.push(finding('spreadsheet/by-length', place));
  else if (others.length > 0) {
    const numbers = readings.map(({ number }) => number);
    return finding('spreadsheet/two-readings', place, numbers);
  }
  const { number, completed } = whole ?? first;
  if (completed) findings.push(finding('spreadsheet/completed', place, completed));
  return number;
}

/**
 * Whether a slash stands behind a whole number. In one number, it stands behind an area code, as in
 * 030/901820. Nobody knows what 030 901820-10/11 means.
 */
function areSeveral(text: string, cells: Cells): boolean {
  const ends = [...text.matchAll(/\//g)].map(({ index }) => index);
  return ends.some((end) =>
    readingsOf(text.slice(0, end), cells).some(({ number }) => isAssigned(number)),
  );
}

function whyNone(plain: string | undefined, channel: string): string {
  if (plain === undefined) return 'write the number alone, or leave the cell empty';
  if (!plain.startsWith('+')) return 'check its digits, or write + and the country code first';
  const address = checkAddress(channel, plain);
  return (typeof address === 'string' && impossibleNumber(address)) || 'check its digits';
}
