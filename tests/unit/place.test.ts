import { expect, test } from '@jest/globals';
import { nameOfCounted, nameOfItem, nameOfPrefix, nameOfRule } from '../../src/place';

// From 7 digits on a prefix might be somebody's number.
test.each([
  ['+44', '["+44"]'],
  ['+441234', '["+441234"]'],
  ['44', '["44"]'],
  ['+4412345', undefined],
  ['+14155550199', undefined],
  ['ana@example.com', undefined],
])('the prefix %s is %s', (prefix, name) => {
  expect(nameOfPrefix(prefix)).toBe(name);
});

test('a rule is named, a worker and an address are counted', () => {
  expect(nameOfRule('default')).toBe('.default');
  expect(nameOfCounted({ ana: '', bo: '' }, 'bo')).toBe('[#2]');
  expect(nameOfItem(2)).toBe('[#2]');
});
