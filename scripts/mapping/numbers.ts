import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max';
import { bareAddress, phoneNumber } from '../../src/address';
import { spellingsOf } from '../../src/spellings';
import { kept } from './kept';

/** Numbers that nobody has: regulators reserve them for films, or Twilio's examples use them. */
const SAMPLE_NUMBERS = [
  // North America: 555-0100 to 555-0199. Of toll-free numbers, only 555-0199.
  // https://nationalnanpa.com, 555 line numbers
  /^\+1(?!8(00|33|44|55|66|77|88))\d{3}55501\d{2}$/,
  /^\+18(00|33|44|55|66|77|88)5550199$/,
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
export const isSample = kept((address) => {
  const number = phoneNumber(address);
  return number !== undefined && SAMPLE_NUMBERS.some((sample) => sample.test(number));
});

/**
 * Finds why a well-formed address cannot be a phone number. Empty if the address can be a phone
 * number, or if it is an identity. Kept, because a mapping may repeat a number often, and the
 * library is slow.
 *
 * @param address An address in its channel's form: `whatsapp:+123456789`, `+123456789`.
 */
export const impossibleNumber = kept((address) => {
  // The library accepts only one of WhatsApp's two spellings.
  const [why = '', ...others] = spellingsIn(address).map(whyImpossible);
  return others.includes('') ? '' : why;
});

/**
 * Whether a well-formed address is a number of a range that its country has assigned, or a sample
 * number. A new range can be missing.
 *
 * @param address An address in its channel's form.
 */
export function isAssigned(address: string): boolean {
  return spellingsIn(address).some((spelling) => {
    const number = parsePhoneNumberFromString(spelling);
    if (number?.number !== spelling) return false;
    return number.isValid() || (number.isPossible() && isSample(spelling));
  });
}

function spellingsIn(address: string): string[] {
  const channel = bareAddress(address) === address ? 'sms' : 'whatsapp';
  return spellingsOf({ channel, customerAddress: address });
}

function whyImpossible(address: string): string {
  const number = phoneNumber(address);
  if (number === undefined) return '';
  const found = parsePhoneNumberFromString(number);
  if (!found?.isPossible()) return LENGTHS[lengthOf(number)];
  // Some digits are only dialled inside the country: +4402079460000 is +442079460000.
  return found.number === number ? '' : `did you mean ${found.number}?`;
}

const lengthOf = kept((number) => validatePhoneNumberLength(number) ?? 'POSSIBLE');

/** Finds why no phone number begins with a well-formed prefix. `undefined` if a number can. */
export function impossiblePrefix(prefix: string): string | undefined {
  const length = lengthOf(prefix);
  return length === 'INVALID_COUNTRY' || length === 'TOO_LONG' ? LENGTHS[length] : undefined;
}
