import { expect, test } from '@jest/globals';
import { judgeCustomer } from '../../scripts/callback/customer';

test.each([
  ['sms', '+14155552671'],
  ['sms', '+15005550006'],
  ['sms', '+447700900199'],
  ['whatsapp', 'whatsapp:+14155552671'],
  ['whatsapp', 'whatsapp:+5215512345678'],
  ['whatsapp', 'whatsapp:+551187654321'],
  ['whatsapp', 'whatsapp:+541123456789'],
  ['chat', 'customer-42'],
])('nothing is wrong with %s %s', (channel, address) => {
  expect(judgeCustomer(channel, address)).toBeUndefined();
});

const E164 = 'must be + and 2 to 15 digits, country code first';

test.each([
  ['sms', '+44 7700 900199', `${E164} (E.164): write +447700900199`],
  ['sms', '00447700900199', `${E164} (E.164): write +447700900199`],
  ['sms', '(415) 555-2671', `${E164} (E.164).`],
  ['sms', '', `${E164} (E.164).`],
  [
    'sms',
    'whatsapp:+14155552671',
    'is an address of another channel, whatsapp: write +14155552671.',
  ],
  ['whatsapp', '+14155552671', 'must be written whatsapp:+14155552671.'],
  ['whatsapp', 'whatsapp:+1 (415) 555-2671', ': write whatsapp:+14155552671.'],
  [
    'messenger',
    'two words',
    'must be 1 to 256 characters, without white space or control characters.',
  ],
])('48025: %s %j', (channel, address, reason) => {
  const { level, text } = judgeCustomer(channel, address) ?? {};
  expect(level).toBe('fail');
  expect(text).toContain("Frontline would report 48025: the customer's address ");
  expect(text).toContain(reason);
});

test.each([
  ['two words', 'must be 1 to 256 characters, without white space or control characters.'],
  ['x'.repeat(257), 'must be 1 to 256 characters, without white space or control characters.'],
  ['', 'must be 1 to 256 characters, without white space or control characters.'],
  ['whatsapp:+14155552671', 'is an address of another channel, whatsapp: write +14155552671.'],
  ['system', "customer's identity is one that Twilio reserves."],
  ['private', "customer's identity is one that Twilio reserves."],
  ['unique', "customer's identity is one that Twilio reserves."],
  [`US${'0a'.repeat(16)}`, "customer's identity is one that Twilio reserves."],
])('48033: chat %j', (identity, reason) => {
  const { level, text } = judgeCustomer('chat', identity) ?? {};
  expect(level).toBe('fail');
  expect(text).toContain('Frontline would report 48033: ');
  expect(text).toContain(reason);
});

test.each(['systems', 'System', `US${'0a'.repeat(15)}`, 'x'.repeat(256), 'ana@example.com'])(
  'nothing is wrong with chat %s',
  (identity) => {
    expect(judgeCustomer('chat', identity)).toBeUndefined();
  },
);

test('a digit is missing, as far as is known', () => {
  expect(judgeCustomer('sms', '+1415555267')).toEqual({
    level: 'warning',
    text: "The customer's address cannot be a phone number: digits are missing.",
  });
});
