import { expect, test } from '@jest/globals';
import { visible, visibleJson } from '../../scripts/terminal/text';

test.each([
  ['an escape code', 'Bad \u001b[31mthing\u0007', 'Bad \\u{1b}[31mthing\\u{7}'],
  ['the one-byte form of it', 'a\u009b31mb', 'a\\u{9b}31mb'],
  ['a carriage return', 'right\rwrong', 'right\\u{d}wrong'],
  ['a tab', 'a\tb', 'a\\u{9}b'],
  ['another direction', 'a\u202eb\u2066c\u200ed', 'a\\u{202e}b\\u{2066}c\\u{200e}d'],
  ['what has no width', 'a\u200bb\u200dc\ufeffd', 'a\\u{200b}b\\u{200d}c\\u{feff}d'],
  ['other line breaks', 'a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c'],
  ['a tag of two code units', 'a\u{e0041}b', 'a\\u{e0041}b'],
])('%s is written out: %j', (_, text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('what can be seen stays, and a line ends where it did', () => {
  const text = 'Grüße, 世界 – “x” \u0301 😀 · \\u{1b}\n  next';
  expect(visible(text)).toBe(text);
});

test('JSON means the same, and holds none of them', () => {
  const value = { 'a\u009b': ['\u202e', '\u{e0001}', 'é\n', '\u001b'] };
  const json = visibleJson(value);
  expect(JSON.parse(json)).toEqual(value);
  expect(json).toContain('"\\udb40\\udc01"');
  expect(json).toMatch(/^[\n\x20-\x7eé]*$/);
});
