import {
  type CountryCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { bareAddress, checkAddress } from '../../src/address';
import { impossibleNumber } from '../mapping/numbers';
import type { Place } from '../mapping/place';
import { type Finding, finding } from '../terminal/finding';

/** How a spreadsheet writes a long number that it took for an amount. */
const ROUNDED = /(?:^|[;\n])\s*\d+(?:[.,]\d+)?E\+?\d+\s*(?:$|[;\r\n])/i;

/** An address of a cell, in quotes of its own where it holds what separates addresses. */
const ADDRESS = /\s*"((?:[^"]|"")*)"\s*(?![^;,\r\n])|[^;,\r\n]+/g;

/** Few national numbers are longer: more digits begin with a country code. */
const MOST_NATIONAL = 10;

/**
 * Reads the addresses of a cell: one, or several between semicolons, commas or line breaks.
 *
 * @param country Whose numbers may be written without a country code.
 * @param findings Gets what is wrong with them.
 * @returns Each once, as the channel has it.
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

/** Writes addresses so that `addressesIn` reads the same. */
export function cellOf(addresses: string[]): string {
  return addresses
    .map((address) => (/[;,"]/.test(address) ? `"${address.replaceAll('"', '""')}"` : address))
    .join(';');
}

function e164(written: string, place: Place, country: CountryCode | undefined): string | Finding {
  // A number that is copied from a list of contacts brings signs that nobody sees.
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

/** Whether numbers stand between slashes, which stand within a number too: 030/901820. */
function areTwo(text: string, whole: PhoneNumber | undefined, country?: CountryCode): boolean {
  const parts = text.split('/').map((part) => part.trim());
  const areNumbers = parts.every((part) => numberIn(withPlus(part), country));
  // Only the first part of one number begins as a number does.
  return parts.length > 1 && areNumbers && (!whole || parts.every((part) => /^\(?[+0]/.test(part)));
}

/** The numbers meant by digits that have neither the + of a whole number nor the 0 of a national one. */
function meantBy(digits: string, number: PhoneNumber | undefined): string[] {
  const whole = digits.length > MOST_NATIONAL ? numberIn(`+${digits}`)?.number : undefined;
  const meant = whole === `+${digits}` ? [whole] : [];
  if (!number) return meant;
  const { nationalNumber, countryCallingCode: code } = number;
  const isBare = nationalNumber === digits && number.formatNational().replace(/\D/g, '') !== digits;
  // North America dials the 1 of its country code.
  const isWhole = code !== '1' && `${code}${nationalNumber}` === digits;
  return isBare || isWhole ? [...new Set([...meant, number.number])] : [];
}

function numberIn(text: string, country?: CountryCode): PhoneNumber | undefined {
  const options = { extract: false, ...(country && { defaultCountry: country }) };
  const number = parsePhoneNumberFromString(text, options);
  if (!number?.isPossible() || number.ext) return undefined;
  // A national number that is too short keeps the 0 before it.
  const isWhole = text.startsWith('+') || !number.nationalNumber.startsWith('0');
  return isWhole || number.isValid() ? number : undefined;
}
