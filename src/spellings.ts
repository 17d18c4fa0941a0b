import { bareAddress } from './address';
import type { Question } from './question';

/**
 * In these countries, WhatsApp writes mobile numbers with or without one digit. Each row has the
 * form of the number, with the parts before and after the digit, and the digit.
 *
 * - Brazil, `+55 11 9 8765 4321`: the ninth digit, which mobile numbers got later.
 * - Mexico, `+52 1 55 1234 5678`: the 1, which mobile numbers had earlier.
 * - Argentina, `+54 9 11 1234 5678`: the 9, which mobile numbers have for calls from abroad.
 *
 * @see https://support.whapi.cloud/help-desk/faq/specifics-of-sending-messages-to-numbers-of-different-countries
 * @see https://www.zoko.io/learning-article/whatsapp-id-brazil-mexico
 */
const TWO_SPELLINGS: [RegExp, string][] = [
  [/^(\+55\d\d)9?(\d{8})$/, '9'],
  [/^(\+52)1?(\d{10})$/, '1'],
  [/^(\+54)9?(\d{10})$/, '9'],
];

/**
 * Finds the spellings of a customer's address, without the channel's scheme. Usually there is one.
 * On WhatsApp there can be two, and both spellings give the same result.
 *
 * @returns The spelling with the digit first: it stands for the customer. For a customer without an
 *   address, one empty text.
 */
export function spellingsOf({
  channel,
  customerAddress = '',
}: Pick<Question, 'channel' | 'customerAddress'>): [string, ...string[]] {
  const address = bareAddress(customerAddress);
  for (const [form, digit] of channel === 'whatsapp' ? TWO_SPELLINGS : []) {
    const [, start, end] = form.exec(address) ?? [];
    if (start) return [`${start}${digit}${end}`, `${start}${end}`];
  }
  return [address];
}
