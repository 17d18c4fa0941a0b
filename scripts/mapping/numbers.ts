import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/min';
import { bareAddress, checkAddress, phoneNumber } from '../../src/address';
import { spellingsOf } from '../../src/spellings';
import { grouped } from './grouped';

/** Numbers that nobody has: regulators reserve them for films, or Twilio's examples use them. */
const SAMPLE_NUMBERS = [
  /^\+1\d{3}55501\d{2}$/, // North America: 555-0100 to 555-0199
  /^\+1555\d{7}$/, // no area code
  /^\+1500555\d{4}$/, // https://www.twilio.com/docs/iam/test-credentials
  /^\+(15017122661|15558675310|123456789\d?)$/, // Twilio's documentation
  // https://www.ofcom.org.uk, telephone numbers for use in TV and radio drama
  /^\+44(1(1[3-8]|[2-6]1)4960|1914980|1632960|2079460|2896496|2920180|7700900|8081570)\d{3}$/,
  /^\+33(19900|26191|35301|46571|53649|63998)\d{4}$/, // https://www.arcep.fr
  /^\+61491570\d{3}$/, // https://www.acma.gov.au
];

const LENGTHS = {
  INVALID_COUNTRY: 'no country has this code',
  NOT_A_NUMBER: 'it has no digits',
  TOO_SHORT: 'digits are missing',
  TOO_LONG: 'there are too many digits',
  INVALID_LENGTH: 'its country has no number with so many digits',
  POSSIBLE: '',
};

/** Whether a well-formed address is a number that nobody has. */
export function isSample(address: string): boolean {
  const number = phoneNumber(address);
  return number !== undefined && SAMPLE_NUMBERS.some((sample) => sample.test(number));
}

/**
 * Finds why a well-formed address cannot be a phone number. `undefined` if the address can be a
 * phone number, or if it is an identity.
 */
export function impossibleNumber(address: string): string | undefined {
  const channel = bareAddress(address) === address ? 'sms' : 'whatsapp';
  // WhatsApp may have two spellings of a number. The library accepts only one of them.
  const [why, ...others] = spellingsOf({ channel, customerAddress: address }).map(whyImpossible);
  return others.includes(undefined) ? undefined : why;
}

function whyImpossible(address: string): string | undefined {
  const number = phoneNumber(address);
  if (number === undefined) return undefined;
  const fault = LENGTHS[lengthOf(number)];
  if (fault) return fault;
  return isRewritten(number) ? `did you mean ${rewritten(number)}?` : undefined;
}

/** Finds why no phone number begins with a well-formed prefix. `undefined` if a number can. */
export function impossiblePrefix(prefix: string): string | undefined {
  const length = lengthOf(prefix);
  return length === 'INVALID_COUNTRY' || length === 'TOO_LONG' ? LENGTHS[length] : undefined;
}

const lengthOf = kept((number) => validatePhoneNumberLength(number) ?? 'POSSIBLE');
const isRewritten = kept((number) => rewritten(number) !== number);

/** Removes digits that are only dialled inside the country: +4402079460000 is +442079460000. */
function rewritten(number: string): string {
  return parsePhoneNumberFromString(number)?.number ?? number;
}

/**
 * Asks once for all numbers with the same first digits and the same length, which decide a country's
 * rules. A mapping may hold 100,000 numbers, and the library is slow.
 */
function kept<Answer>(ask: (number: string) => Answer): (number: string) => Answer {
  const answers = new Map<string, Answer>();
  return (number) => {
    const kind = `${number.slice(0, 8)} ${number.length}`;
    const answer = answers.get(kind) ?? ask(number);
    answers.set(kind, answer);
    return answer;
  };
}

/**
 * Writes a number with blanks, dashes or brackets in E.164. `undefined` if the number has no
 * country code.
 */
export function writtenOut(channel: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = bareAddress(value.trim()).trim().replace(/^00/, '+');
  // Without a plus there is no country code. The library would need long to find that out.
  if (!/[+\uFF0B]/.test(text)) return undefined;
  const number = parsePhoneNumberFromString(text, { extract: false });
  if (!number?.isPossible() || number.ext || number.number === value) return undefined;
  return typeof checkAddress(channel, number.number) === 'string' ? number.number : undefined;
}

/** The number of last digits that usually distinguish the numbers of an account. */
const LAST = 6;

/**
 * Makes a function that finds the account's number for a value without the country code or the
 * plus. The function finds nothing if several numbers fit.
 *
 * @param addresses The account's own addresses.
 */
export function finderAmong(addresses: Iterable<string>): (value: unknown) => string | undefined {
  const byEnd = grouped(addresses, (address) => address.slice(-LAST));
  return (value) => {
    const digits = `${value}`.replace(/\D/g, '').replace(/^0+/, '');
    const near = byEnd.get(digits.slice(-LAST)) ?? [];
    const [meant, ...others] = near.filter((address) => address.endsWith(digits));
    return digits.length >= LAST && others.length === 0 ? meant : undefined;
  };
}
