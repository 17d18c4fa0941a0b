import { expect, test } from '@jest/globals';
import { nameOfChannel, nameOfItem, nameOfKey, nameOfPrefix, nameOfRule } from '../../src/place';

test.each([
  ['sms', 'sms'],
  ['my.channel-2', 'my.channel-2'],
  ['two words', '[#3]'],
  ['', '[#3]'],
])('the channel %j is %s', (channel, name) => {
  expect(nameOfChannel(channel, () => 3)).toBe(name);
});

// From 7 digits on a prefix might be somebody's number.
test.each([
  ['+44', '["+44"]'],
  ['+441234', '["+441234"]'],
  ['44', '["44"]'],
  ['+4412345', '[#3]'],
  ['+14155550199', '[#3]'],
  ['ana@example.com', '[#3]'],
])('the prefix %s is %s', (prefix, name) => {
  expect(nameOfPrefix(prefix, () => 3)).toBe(name);
});

test('a rule is named, a worker and an address are counted', () => {
  expect(nameOfRule('default')).toBe('.default');
  expect(nameOfKey('44', () => 3)).toBe('[#3]');
  expect(nameOfItem(2)).toBe('[#2]');
});
