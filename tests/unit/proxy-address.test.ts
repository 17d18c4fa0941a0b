import { expect, test } from '@jest/globals';
import { proxyAddress } from '../../src/proxy-address';

const QUESTION = { channel: 'sms', customer: undefined, customerId: undefined, worker: undefined };

test('answers with the address of the entry', () => {
  expect(proxyAddress(QUESTION, { value: '+12', place: 'sms' })).toBe('+12');
});

test('gives a bare WhatsApp number its prefix', () => {
  const question = { ...QUESTION, channel: 'whatsapp' };
  expect(proxyAddress(question, { value: '+12', place: 'whatsapp' })).toBe('whatsapp:+12');
});

test.each([
  [48026, '12', 'TWILIO_SMS_NUMBER must be + and 2 to 15 digits, country code first (E.164).'],
  [48029, 'whatsapp:+12', 'TWILIO_SMS_NUMBER has the prefix of another channel, whatsapp.'],
])('refuses with %d, and names the place', (code, value, message) => {
  expect(() => proxyAddress(QUESTION, { value, place: 'TWILIO_SMS_NUMBER' })).toThrow(
    expect.objectContaining({ status: 500, code, message }),
  );
});

test.each([
  ['sms', '+12', '+12'],
  ['sms', 'whatsapp:+12', '+12'],
  ['whatsapp', 'whatsapp:+12', 'whatsapp:+12'],
  ['whatsapp', '+12', 'whatsapp:+12'],
  ['chat', 'front-desk', 'front-desk'],
])('never hands out the customer’s own address: %s %s', (channel, customer, value) => {
  expect(() => proxyAddress({ ...QUESTION, channel, customer }, { value, place: 'x' })).toThrow(
    expect.objectContaining({ status: 403, code: 48027 }),
  );
});
