import { expect, test } from '@jest/globals';
import { visible } from '../../scripts/terminal/visible';

test.each([
  ['Bad \u001b[31mthing\u0007', 'Bad \\u{1b}[31mthing\\u{7}'],
  ['a\u009bb\u202ec\u2066d\u200ee', 'a\\u{9b}b\\u{202e}c\\u{2066}d\\u{200e}e'],
  ['Grüße, 世界 – "x"', 'Grüße, 世界 – "x"'],
])('%j is printed as %s', (text, printed) => {
  expect(visible(text)).toBe(printed);
});
