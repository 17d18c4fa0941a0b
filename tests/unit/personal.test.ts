import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { failure, finding } from '../../scripts/terminal/finding';
import {
  personal,
  shown,
  shownAddress,
  shownChannel,
  shownLine,
  shownPrefix,
  shownValue,
} from '../../scripts/terminal/personal';
import { textOf } from '../../scripts/terminal/print';

const ANA = personal('ana@example.com');

test('only the place that decides opens a personal text', () => {
  expect([shown(ANA, true), shown(ANA, false)]).toEqual(['ana@example.com', '(hidden)']);
  expect(shown(personal('ana', 'a worker'), false)).toBe('a worker');
  expect(shown(['+44', ANA], true)).toEqual(['+44', 'ana@example.com']);
  expect(shown(['+44', ANA], false)).toEqual(['+44', '(hidden)']);
  expect([shown('plain', false), shown(7, false)]).toEqual(['plain', 7]);
});

test('who forgets to open it shows what everybody may see', () => {
  const forgotten = [`${ANA}`, JSON.stringify({ ANA }), inspect(ANA), String(new Error(`${ANA}`))];
  expect(forgotten.join()).not.toContain('ana@');
  expect(forgotten[1]).toBe('{"ANA":"(hidden)"}');
});

test('the sentence of a finding is made for its reader', () => {
  const found = finding('address/shared', [], 2, ['sms.default', personal('ana')]);
  const told = (identities: boolean) => textOf(found, { all: true, identities });
  expect(told(true)).toContain('sms.default and ana.');
  expect(told(false)).toContain('sms.default and (hidden).');
  expect(JSON.stringify(found)).not.toContain('ana');
});

test('what a failure says of itself is what everybody may see', () => {
  const failed = failure('deploy/stopped', personal('Who is ana@example.com?', 'No.'));
  expect(failed.message).toBe('Nothing was deployed. No.');
  expect(shown(failed.text, true)).toContain('ana@example.com');
});

test.each([
  ['an address', shownAddress('chat', 'front-desk', false), 'front-desk'],
  ['digits', shownAddress('sms', '202 555', false), '202 555'],
  ['an identity in the place of an address', shownAddress('chat', 'ana@example.com', false), null],
  ['words in the place of a number', shownAddress('sms', 'ana', false), null],
  ['a channel', shownChannel('fax', false), 'fax'],
  ['an identity in the place of a channel', shownChannel('ana@example.com', false), '…'],
  ['a prefix', shownPrefix('+441234', false), '+441234'],
  ['a prefix that may be a number', shownPrefix('+441234567', false), '+441234…'],
  ['a scheme', shownValue('WhatsApp:+12', false), '"WhatsApp:+12"'],
  ['an identity that looks like a scheme', shownValue('ana:+12', false), '(hidden)'],
  ['a line', shownLine('"sms": "ana" +44 +1415555', false), '"sms": "···" +44 ········'],
])('without identities, %s is shown or not', (_, text, expected) => {
  expect(text).toBe(expected);
});

test('with identities, all of them are shown', () => {
  const all = [
    shownAddress('chat', 'ana@example.com', true),
    shownChannel('ana@example.com', true),
    shownPrefix('+441234567', true),
    shownLine('ana', true),
  ];
  expect(all).toEqual(['ana@example.com', 'ana@example.com', '+441234567', 'ana']);
});
