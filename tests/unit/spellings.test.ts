import { expect, test } from '@jest/globals';
import { spellingsOf } from '../../src/spellings';

const BRAZIL = ['+5511987654321', '+551187654321'];
const MEXICO = ['+5215512345678', '+525512345678'];
const ARGENTINA = ['+5491123456789', '+541123456789'];

test.each([BRAZIL, MEXICO, ARGENTINA])('%s and %s are one customer on WhatsApp', (...both) => {
  for (const number of both) {
    for (const customerAddress of [number, `whatsapp:${number}`]) {
      expect(spellingsOf({ channel: 'whatsapp', customerAddress })).toEqual(both);
    }
  }
});

test.each([
  ['+551198765432', '+5511998765432'],
  ['+521234567890', '+5211234567890'],
  ['+549123456789', '+5499123456789'],
])('a number that begins with the digit lacks it all the same: %s', (short, long) => {
  expect(spellingsOf({ channel: 'whatsapp', customerAddress: short })).toEqual([long, short]);
});

test.each([
  ['sms', ...BRAZIL],
  ['sms', ...MEXICO],
  ['sms', ...ARGENTINA],
  ['voice', ...MEXICO],
  ['chat', ...MEXICO],
  ['WhatsApp', ...MEXICO],
  // Too short, too long, or with another digit where there may be one.
  ['whatsapp', '+5511887654321', '+55118765432', '+55119876543210'],
  ['whatsapp', '+52551234567', '+5225512345678', '+52155123456789'],
  ['whatsapp', '+54112345678', '+5481123456789', '+54911234567890'],
  ['whatsapp', '+14155550199', '+5611987654321', '+5311987654321', '+15511987654321'],
  ['whatsapp', 'whatsapp', '', 'customer-42', '5511987654321', '+55 11 98765 4321'],
])('on %s nobody else has two: %s', (channel, ...addresses) => {
  for (const customerAddress of addresses) {
    expect(spellingsOf({ channel, customerAddress })).toEqual([customerAddress]);
  }
});

test('without an address there is the empty spelling', () => {
  expect(spellingsOf({ channel: 'whatsapp', customerAddress: undefined })).toEqual(['']);
});
