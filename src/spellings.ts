import { bareAddress } from './address';
import type { Question } from './question';

/**
 * In these countries, WhatsApp writes mobile numbers with or without some digits. Each row has the
 * form of the number, with the parts before and after these digits, and the digits.
 *
 * - Brazil, `+55 11 9 8765 4321`: the ninth digit, which mobile numbers got later. A landline
 *   (2 to 5) never has it: with a 9, it is another person's mobile.
 * - Mexico, `+52 1 55 1234 5678`: the 1, which mobile numbers had earlier.
 * - Argentina, `+54 9 11 1234 5678`: the 9, which mobile numbers have for calls from abroad.
 * - Côte d'Ivoire, `+225 07 07 12 34 56`: two digits since 2021. The second old digit decides which.
 * - Benin, `+229 01 97 12 34 56`: the 01 since 2024. That WhatsApp has both is inferred.
 *
 * @see https://support.whapi.cloud/help-desk/faq/specifics-of-sending-messages-to-numbers-of-different-countries
 * @see https://www.zoko.io/learning-article/whatsapp-id-brazil-mexico
 * @see https://github.com/devlikeapro/waha/pull/1976 (Brazil's landlines)
 * @see https://github.com/devlikeapro/waha/issues/1894 (Côte d'Ivoire)
 * @see https://en.wikipedia.org/wiki/Telephone_numbers_in_Ivory_Coast
 * @see https://github.com/mobi/telephone_number/issues/138 (Benin)
 */
const TWO_SPELLINGS: [RegExp, string][] = [
  [/^(\+55[1-9]{2})9?([6-9]\d{7})$/, '9'],
  [/^(\+52)1?([2-9]\d{9})$/, '1'],
  [/^(\+54)9?(\d{10})$/, '9'],
  [/^(\+225)(?:01)?([04-9][0-3]\d{6})$/, '01'],
  [/^(\+225)(?:05)?([04-9][4-6]\d{6})$/, '05'],
  [/^(\+225)(?:07)?([04-9][7-9]\d{6})$/, '07'],
  [/^(\+229)(?:01)?([24-69]\d{7})$/, '01'],
];

/**
 * Finds the spellings of a customer's address, without the channel's scheme. Usually there is one.
 * On WhatsApp there can be two, and both spellings give the same result.
 *
 * @returns The spelling with the digits first: it stands for the customer. For a customer without an
 *   address, one empty text.
 */
export function spellingsOf({
  channel,
  customerAddress = '',
}: Pick<Question, 'channel' | 'customerAddress'>): [string, ...string[]] {
  const address = bareAddress(customerAddress);
  for (const [form, digits] of channel === 'whatsapp' ? TWO_SPELLINGS : []) {
    const [, start, end = ''] = form.exec(address) ?? [];
    if (start) return [start + digits + end, start + end];
  }
  return [address];
}
