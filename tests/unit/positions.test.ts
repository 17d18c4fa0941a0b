import { expect, test } from '@jest/globals';
import { type Path, positionsIn } from '../../scripts/mapping/positions';

/** The line of a value, and the lines where its key stands earlier. */
function at(text: string, ...path: Path): { line: string | undefined; earlier: string[] } {
  const mapping = positionsIn(text);
  return { earlier: mapping.earlier(path), line: mapping.lineOf(path) };
}

const TEXT = `{
  "sms": { "default": "+12" },
  "sms": {
    "default": "+12", "default": ["+13",
      "+14"],
    "workers": { "ana": "+12" },
    "workers": {
      "ana": "+13",
      "ana": "+14" }
  }
}
`;

test.each([
  [['sms'], '3', ['2']],
  [['sms', 'default'], '4', ['4']],
  [['sms', 'default', '1'], '5', []],
  [['sms', 'workers'], '7', ['6']],
  // What stands in a table that does not count is told with the table.
  [['sms', 'workers', 'ana'], '9', ['8']],
  [['chat'], undefined, []],
])('%j stands in line %s, and before that in %j', (keys, line, earlier) => {
  expect(at(TEXT, ...keys)).toEqual({ line, earlier });
});

test('where all stands in one line, the column is told', () => {
  expect(at('{ "sms": "+12" }\n', 'sms').line).toBe('1:10');
});

test('a key that is given 100,000 times is told as often', () => {
  const text = `{${'"sms": "+12",\n'.repeat(100_000)}"sms": "+13"}`;
  const { earlier } = at(text, 'sms');
  expect([earlier.length, earlier[0], earlier.at(-1)]).toEqual([100_000, '1', '100000']);
});

test('what is nested too deeply to be a mapping stops nobody', () => {
  const text = `{"sms": "+12",\n"chat": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  expect(at(text, 'sms').line).toBe('1');
  expect(at(text, 'chat').line).toBe('2');
});
