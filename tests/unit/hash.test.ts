import { expect, test } from '@jest/globals';
import { hash } from '../../src/hash';

// Worked out by another implementation. Another hash would show customers other numbers.
test.each([
  ['', 2872998923],
  ['a', 444641715],
  ['é€', 2451746111],
  ['+14155550100', 276221869],
])('the hash of %j is %d', (text, expected) => {
  expect(hash(text)).toBe(expected);
});

test('one text can be hashed on top of another', () => {
  expect(hash('+14155550100', hash('ana@example.com\n+14155550199'))).toBe(206994512);
});
