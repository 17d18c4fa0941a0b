import { expect, test } from '@jest/globals';
import { poolOf, textOf, variableName } from '../../src/channel';

test.each([
  ['sms', 'TWILIO_SMS_NUMBER'],
  ['whatsapp', 'TWILIO_WHATSAPP_NUMBER'],
  ['my-channel.2', 'TWILIO_MY_CHANNEL_2_NUMBER'],
])('the variable of channel %j is %s', (channel, variable) => {
  expect(variableName(channel)).toBe(variable);
});

test('a name of any length makes a variable of some', () => {
  expect(variableName('x'.repeat(6_000_000))).toBe(`TWILIO_${'X'.repeat(256)}_NUMBER`);
});

test.each([
  ['+12', '+12'],
  [' +12\n', '+12'],
  [' \t', undefined],
  ['', undefined],
  [undefined, undefined],
  [12, undefined],
])('what is set by %j is %j', (variable, text) => {
  expect(textOf(variable)).toBe(text);
});

test.each([
  ['+12', '+12'],
  ['+12,+13', ['+12', '+13']],
  [' +12 , ,\t+13\n,', ['+12', '+13']],
  ['+12,', '+12'],
  [' , ', undefined],
  ['', undefined],
  // White space separates nothing.
  ['+12 +13', '+12 +13'],
  [undefined, undefined],
])('the pool of %j is %j', (variable, pool) => {
  expect(poolOf(variable)).toEqual(pool);
});
