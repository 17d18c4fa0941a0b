import { bareAddress } from './address';
import type { Question } from './question';

/**
 * The countries whose numbers WhatsApp has with and without a digit: what stands before and behind it, and
 * the digit.
 *
 * - Brazil, `+55 11 9 8765 4321`: the ninth digit that its mobile numbers were given.
 * - Mexico, `+52 1 55 1234 5678`: the 1 that its mobile numbers had once.
 * - Argentina, `+54 9 11 1234 5678`: the 9 that its mobile numbers have when they are called from abroad.
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
 * Finds the spellings of a customer's address, without the channel's scheme: as a rule one; on WhatsApp
 * perhaps two, and the same two for either of them.
 *
 * @returns First the spelling that the customer counts as: the one with the digit. Never nothing: of a
 *   customer without an address it is the empty one.
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
