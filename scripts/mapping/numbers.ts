import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/min';
import { bareAddress, checkAddress, phoneNumber } from '../../src/address';

/** Numbers that nobody has: kept for films by the countries' regulators, or used in Twilio's examples. */
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
  NOT_A_NUMBER: 'it is none',
  TOO_SHORT: 'digits are missing',
  TOO_LONG: 'there are too many digits',
  INVALID_LENGTH: 'its country has none with so many digits',
};

/** Finds what is odd about a well-formed address; nothing where there is nothing, or where it is no number. */
export function oddNumber(address: string): string | undefined {
  const number = phoneNumber(address);
  return number && SAMPLE_NUMBERS.some((sample) => sample.test(number))
    ? 'is a sample number that nobody has: write your own'
    : impossibleNumber(address);
}

/** Finds why a well-formed address cannot be a phone number; nothing if it can, or if it is none. */
export function impossibleNumber(address: string): string | undefined {
  const number = phoneNumber(address);
  if (number === undefined) return undefined;
  // A country's rules look at the first digits and at how many there are: many numbers have these in common.
  const kind = kept(`${number.slice(0, 8)} ${number.length}`, () => ({
    fault: validatePhoneNumberLength(number),
    isRewritten: rewritten(number) !== number,
  }));
  if (kind.fault) return `cannot be a phone number: ${LENGTHS[kind.fault]}`;
  return kind.isRewritten ? `cannot be a phone number: is ${rewritten(number)} meant?` : undefined;
}

/** Finds why no phone number begins with a prefix, whose form is right; nothing if one might. */
export function oddPrefix(prefix: string): string | undefined {
  const { fault } = kept(prefix, () => ({
    fault: validatePhoneNumberLength(prefix),
    isRewritten: false,
  }));
  return fault === 'INVALID_COUNTRY' || fault === 'TOO_LONG'
    ? `matches no phone number: ${LENGTHS[fault]}`
    : undefined;
}

/** The number without what is dialled inside its country alone: +4402079460000 is +442079460000. */
function rewritten(number: string): string {
  return parsePhoneNumberFromString(number)?.number ?? number;
}

interface NumberKind {
  fault: ReturnType<typeof validatePhoneNumberLength>;
  isRewritten: boolean;
}

const kinds = new Map<string, NumberKind>();

/** A mapping may hold 100,000 numbers, and the library takes its time for each. */
function kept(key: string, find: () => NumberKind): NumberKind {
  const kind = kinds.get(key) ?? find();
  kinds.set(key, kind);
  return kind;
}

/** Writes out what somebody wrote with blanks, dashes or brackets; nothing if that would not mend it. */
export function writtenOut(channel: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const digits = bareAddress(value)
    .replace(/[\s().\-/\u2010-\u2015]/g, '')
    .replace(/^00/, '+');
  return phoneNumber(digits) &&
    typeof checkAddress(channel, digits) === 'string' &&
    digits !== value
    ? digits
    : undefined;
}
