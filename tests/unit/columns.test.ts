import { expect, test } from '@jest/globals';
import { columns } from '../../scripts/terminal/text';

test('columns are as wide as their longest cell, two spaces apart, and end with their last letter', () => {
  const rows = [
    ['place', 'line', ''],
    ['sms', '4', '\u001b[32mright\u001b[39m'],
    ['sms.default', '', 'wrong'],
    ['chat'],
  ];
  expect(columns(rows).split('\n')).toEqual([
    'place        line',
    'sms          4     \u001b[32mright\u001b[39m',
    'sms.default        wrong',
    'chat',
  ]);
});

test('a table of 200,000 rows', () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => [`${index}`, 'x']);
  expect(columns(rows).split('\n').at(-1)).toBe('199999  x');
});

test('no rows are no text', () => {
  expect(columns([])).toBe('');
});
