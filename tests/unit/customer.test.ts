import { expect, test } from '@jest/globals';
import { judgeCustomer } from '../../scripts/callback/customer';

test.each([
  ['sms', '+14155552671'],
  ['sms', '+15005550006'],
  ['sms', '+447700900199'],
  ['whatsapp', 'whatsapp:+14155552671'],
  // Both spellings of the five countries that have two.
  ['whatsapp', 'whatsapp:+5215512345678'],
  ['whatsapp', 'whatsapp:+525512345678'],
  ['whatsapp', 'whatsapp:+551187654321'],
  ['whatsapp', 'whatsapp:+5511987654321'],
  ['whatsapp', 'whatsapp:+541123456789'],
  ['whatsapp', 'whatsapp:+5491123456789'],
  ['whatsapp', 'whatsapp:+2250707123456'],
  ['whatsapp', 'whatsapp:+22507123456'],
  ['whatsapp', 'whatsapp:+2290197123456'],
  ['whatsapp', 'whatsapp:+22997123456'],
  ['chat', 'customer-42'],
  ['chat', 'systems'],
  ['chat', 'System'],
  ['chat', `US${'0a'.repeat(15)}`],
  ['chat', 'x'.repeat(256)],
  ['chat', 'ana@example.com'],
  // Reserved is an identity, and only a chat has those.
  ['messenger', 'messenger:system'],
  ['messenger', 'Messenger:1234'],
  ['viber', '1234'],
])('nothing is wrong with %s %s', (channel, address) => {
  expect(judgeCustomer(channel, address)).toEqual([]);
});

const E164 = 'must be + and 2 to 15 digits, country code first';
const TEXT = 'must be 1 to 256 characters, without white space or control characters';

test.each([
  ['sms', '+44 7700 900199', `${E164} (E.164): write +447700900199`],
  ['sms', '00447700900199', `${E164} (E.164): write +447700900199`],
  ['sms', '(415) 555-2671', `${E164} (E.164)`],
  ['sms', '', `${E164} (E.164)`],
  [
    'sms',
    'whatsapp:+14155552671',
    'is an address of another channel, whatsapp: write +14155552671',
  ],
  ['whatsapp', '+14155552671', 'must be written whatsapp:+14155552671'],
  [
    'whatsapp',
    'whatsapp:+1 (415) 555-2671',
    `${E164}, with or without whatsapp: before it: write whatsapp:+14155552671`,
  ],
  ['messenger', 'two words', TEXT],
  ['messenger', '1234', 'must be written messenger:1234'],
  // A user's ID has a country in capitals, and belongs to WhatsApp alone.
  ['whatsapp', 'US.ABC123', `${E164}, with or without whatsapp: before it`],
  ['whatsapp', 'whatsapp:us.ABC123', `${E164}, with or without whatsapp: before it`],
  ['whatsapp', 'whatsapp:US.', `${E164}, with or without whatsapp: before it`],
  ['whatsapp', 'whatsapp:US.A BC', `${E164}, with or without whatsapp: before it`],
  ['sms', 'whatsapp:US.ABC123', 'is an address of another channel, whatsapp'],
])('48025: %s %j', (channel, address, reason) => {
  const [found, ...others] = judgeCustomer(channel, address);
  expect(found).toMatchObject({ code: 'customer/malformed', level: 'error', places: [] });
  expect(found?.values).toEqual([48025, reason]);
  expect(`${found?.message}`).toContain("report 48025: the customer's address ");
  expect(others).toEqual([]);
});

const RESERVED = 'is reserved by Twilio';

test.each([
  ['two words', TEXT],
  ['x'.repeat(257), TEXT],
  ['', TEXT],
  ['whatsapp:+14155552671', 'is an address of another channel, whatsapp: write +14155552671'],
  ['system', RESERVED],
  ['private', RESERVED],
  ['unique', RESERVED],
  [`US${'0a'.repeat(16)}`, RESERVED],
])('48033: chat %j', (identity, reason) => {
  const [found, ...others] = judgeCustomer('chat', identity);
  expect(found).toMatchObject({ code: 'customer/malformed', level: 'error', places: [] });
  expect(found?.values).toEqual([48033, reason]);
  expect(`${found?.message}`).toContain("report 48033: the customer's identity ");
  expect(others).toEqual([]);
});

test.each([
  ['sms', '+1415555267', 'digits are missing'],
  ['sms', '+4402079460000', 'did you mean +442079460000?'],
  ['whatsapp', 'whatsapp:+52155123456', 'digits are missing'],
])('as far as is known, %s %s cannot be', (channel, address, why) => {
  expect(judgeCustomer(channel, address)).toMatchObject([
    { code: 'customer/impossible', level: 'warning', places: [], values: [why] },
  ]);
});

test.each([
  'whatsapp:US.ABC123XYZ',
  'whatsapp:BR.1502576394655843',
  'whatsapp:US.ENT.118157992128',
])('a WhatsApp user without a number is not judged: %s', (address) => {
  expect(judgeCustomer('whatsapp', address)).toMatchObject([
    { code: 'customer/user-id', level: 'unchecked', places: [] },
  ]);
});

test.each([
  ['+1415555267', /number: digits are missing\.$/],
  ['+4402079460000', /number: did you mean \+442079460000\?$/],
])('the sentence about %s ends in one sign', (address, sentence) => {
  expect(`${judgeCustomer('sms', address)[0]?.message}`).toMatch(sentence);
});
