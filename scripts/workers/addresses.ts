import {
  type CountryCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { bareAddress, checkAddress } from '../../src/address';
import { impossibleNumber } from '../mapping/numbers';
import type { Place } from '../mapping/place';
import { type Finding, finding } from '../terminal/finding';

/** A long number that a spreadsheet took for an amount, and wrote as 4.42072E+11. */
const ROUNDED = /(?:^|[;\n])\s*\d+(?:[.,]\d+)?E\+?\d+\s*(?:$|[;\r\n])/i;

/** One address of a cell. It is in quotes if it contains a separator. */
const ADDRESS = /\s*"((?:[^"]|"")*)"\s*(?![^;,\r\n])|[^;,\r\n]+/g;

/** Few national numbers have more digits. A longer number begins with a country code. */
const MOST_NATIONAL = 10;

/**
 * Reads the addresses of a cell: one, or several with semicolons, commas or line breaks between
 * them.
 *
 * @param country The country of numbers without a country code.
 * @param findings Collects what is wrong with the addresses.
 * @returns Each address once, in the channel's form.
 */
export function addressesIn(
  cell: string,
  place: Place,
  channel: string,
  country: CountryCode | undefined,
  findings: Finding[],
): string[] {
  const isOfNumbers = typeof checkAddress(channel, 'a-name') !== 'string';
  if (isOfNumbers && ROUNDED.test(cell)) {
    findings.push(finding('spreadsheet/rounded', place));
    return [];
  }
  const addresses = [...cell.matchAll(ADDRESS)].flatMap(([all, quoted]) => {
    const written = (quoted?.replaceAll('""', '"') ?? all).trim();
    if (written === '') return [];
    const asWritten = checkAddress(channel, written);
    const isOthers = typeof asWritten !== 'string' && asWritten.code === 48029;
    const number = isOfNumbers && !isOthers ? e164(bareAddress(written), place, country) : written;
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

function e164(written: string, place: Place, country: CountryCode | undefined): string | Finding {
  // A number that is copied from a list of contacts may have invisible characters in it.
  const plain = written
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const text = withPlus(plain);
  const digits = text.replace(/[^+\d]/g, '');
  const number = numberIn(text, country);
  if (areTwo(plain, number, country)) {
    return finding('spreadsheet/impossible', place, 'write ; between two numbers');
  }
  const meant = text.startsWith('+') ? [] : meantBy(digits, number);
  if (meant.length > 0) return finding('spreadsheet/lost-sign', place, meant.join(' or '));
  if (number) return number.number;
  const isPlain = /^[+\d\s()./\p{Pd}]+$/u.test(text);
  if (isPlain && !country && !text.startsWith('+')) return finding('spreadsheet/national', place);
  const why = isPlain ? impossibleNumber(digits) : 'write the number alone';
  return finding('spreadsheet/impossible', place, why ?? 'check its digits');
}

function withPlus(text: string): string {
  return text.replace(/^\(?(?:\+|00)/, '+');
}

/** Whether there are slashes between numbers. One number can have slashes too: 030/901820. */
function areTwo(text: string, whole: PhoneNumber | undefined, country?: CountryCode): boolean {
  const parts = text.split('/').map((part) => part.trim());
  const areNumbers = parts.every((part) => numberIn(withPlus(part), country));
  // In one number, only the first part begins with +, with 0 or with a bracket before them.
  return parts.length > 1 && areNumbers && (!whole || parts.every((part) => /^\(?[+0]/.test(part)));
}

/**
 * The numbers that digits can mean if they have neither the + of a whole number nor the 0 of a
 * national number.
 */
function meantBy(digits: string, number: PhoneNumber | undefined): string[] {
  const whole = digits.length > MOST_NATIONAL ? numberIn(`+${digits}`)?.number : undefined;
  const meant = whole === `+${digits}` ? [whole] : [];
  if (!number) return meant;
  const { nationalNumber, countryCallingCode: code } = number;
  const isBare = nationalNumber === digits && number.formatNational().replace(/\D/g, '') !== digits;
  // In North America, a national number can begin with 1, the country code.
  const isWhole = code !== '1' && `${code}${nationalNumber}` === digits;
  return isBare || isWhole ? [...new Set([...meant, number.number])] : [];
}

function numberIn(text: string, country?: CountryCode): PhoneNumber | undefined {
  const options = { extract: false, ...(country && { defaultCountry: country }) };
  const number = parsePhoneNumberFromString(text, options);
  if (!number?.isPossible() || number.ext) return undefined;
  // The library keeps the 0 before a national number that is too short.
  const isWhole = text.startsWith('+') || !number.nationalNumber.startsWith('0');
  return isWhole || number.isValid() ? number : undefined;
}
