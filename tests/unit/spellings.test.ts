import { expect, test } from '@jest/globals';
import { spellingsOf } from '../../src/spellings';

const BRAZIL = ['+5511987654321', '+551187654321'];
const MEXICO = ['+5215512345678', '+525512345678'];
const ARGENTINA = ['+5491123456789', '+541123456789'];

const BENIN = ['+2290197123456', '+22997123456'];

/** The operator of a number in Côte d'Ivoire follows from the second digit of eight. */
const IVORY_COAST = [
  ['+2250101234567', '+22501234567'],
  ['+2250143234567', '+22543234567'],
  ['+2250504234567', '+22504234567'],
  ['+2250596234567', '+22596234567'],
  ['+2250707123456', '+22507123456'],
  ['+2250789123456', '+22589123456'],
];

test.each([
  BRAZIL,
  ['+5511961234567', '+551161234567'],
  MEXICO,
  ARGENTINA,
  ...IVORY_COAST,
  BENIN,
  ['+2290121123456', '+22921123456'],
  ['+2290141123456', '+22941123456'],
  ['+2290155123456', '+22955123456'],
])('%s and %s are one customer on WhatsApp', (...both) => {
  for (const number of both) {
    for (const customerAddress of [number, `whatsapp:${number}`]) {
      expect(spellingsOf({ channel: 'whatsapp', customerAddress })).toEqual(both);
    }
  }
});

test.each([
  ['+551198765432', '+5511998765432'],
  ['+521123456789', undefined],
  ['+522123456789', '+5212123456789'],
  ['+549123456789', '+5499123456789'],
])('a number that begins with the digit lacks it all the same: %s', (short, long) => {
  const both = long ? [long, short] : [short];
  expect(spellingsOf({ channel: 'whatsapp', customerAddress: short })).toEqual(both);
});

test.each([
  ['sms', ...BRAZIL],
  ['sms', ...MEXICO],
  ['sms', ...ARGENTINA],
  ['sms', ...BENIN],
  ['voice', ...MEXICO],
  ['chat', ...MEXICO],
  ['WhatsApp', ...MEXICO],
  // Too short, too long, or with another digit where there may be one.
  ['whatsapp', '+5511887654321', '+55118765432', '+55119876543210'],
  ['whatsapp', '+52551234567', '+5225512345678', '+52155123456789'],
  // A landline, a number of 0 or 1, and an area that does not exist.
  ['whatsapp', '+551133334444', '+5511933334444', '+551151234567', '+551111234567'],
  ['whatsapp', '+550187654321', '+551087654321', '+5510987654321'],
  ['whatsapp', '+521123456789', '+520123456789', '+5211123456789'],
  // Landlines of Côte d'Ivoire since 2021, and old numbers of the digits that had none.
  ['whatsapp', '+2252720123456', '+22512345678', '+22522345678', '+22532345678'],
  ['whatsapp', '+2250701234567', '+2250104234567', '+2250507234567', '+225071234567'],
  ['whatsapp', '+2290171234567', '+22901123456', '+22931234567', '+22981234567', '+2290297123456'],
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
