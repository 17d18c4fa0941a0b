import { expect, test } from '@jest/globals';
import { assetFault } from '../../scripts/check/asset-fault';
import { excerptOf } from '../../scripts/check/excerpt';

test.each([
  ['{\n  "sms": "+12025551234",\n}', 2, 'a comma too many', '  "sms": "············",', 23],
  ['{\n  "sms": ["x",\n]\n}', 2, 'a comma too many', '  "sms": ["·",', 13],
  [
    '{\n  "sms": +12025551234\n}',
    2,
    'texts stand in double quotes, and numbers too',
    '  "sms": ············',
    9,
  ],
  ["{\n  'sms': 1\n}", 2, 'texts stand in double quotes, and numbers too', '  ·····: ·', 2],
  ['{\n  // main\n  "sms": "x" }', 2, 'JSON has no comments', '  ·· ····', 2],
  ['{\n  "sms": "x"\n  "chat": "y"\n}', 2, 'a comma is missing', '  "sms": "·"', 12],
  ['{\n  "sms" "x"\n}', 2, 'a colon is missing', '  "sms" "·"', 7],
  ['{\n  "sms":\n}', 3, 'a value is missing', '}', 0],
  ['{\n  "sms": "x\n}', 2, 'the closing double quote is missing', '  "sms": "·', 9],
  ['{\n  "sms": ["x"\n}', 3, '] is missing before this', '}', 0],
  [
    '{\n  "sms": { "default": "x" ]\n}',
    2,
    '} is missing before this',
    '  "sms": { "default": "·" ]',
    26,
  ],
  ['{\n  "ana@example.com": "x"\n\n', 2, '} is missing', '  "···············": "·"', 24],
  ['{}\n}', 2, 'nothing can follow the end of the mapping', '}', 0],
  ['', 1, 'there is nothing in it: write {}', '', 0],
])('%j', (text, line, fault, shown, column) => {
  const {
    place,
    level,
    text: told,
    excerpt = { line: '', column: 0, length: 0 },
  } = assetFault(text, '');
  expect({ ...place, position: place.position?.(), level, told }).toEqual({
    name: 'proxy-addresses.private.json',
    position: `${line}`,
    level: 'error',
    told: `is not valid JSON: ${fault} (48026)`,
  });
  // In a log, what might be somebody's name is dotted out.
  const marked = `    ${shown}\n    ${' '.repeat(column)}^`;
  expect(excerptOf(excerpt, false)).toMatch(
    new RegExp(`^${marked.replace(/[{}[\]^$]/g, '\\$&')}\\^*$`),
  );
  expect(excerptOf(excerpt, true)).toContain(excerpt.line.trimEnd());
});

test('brackets that nobody could follow are told as such', () => {
  const { text } = assetFault('['.repeat(100_000), '');
  expect(text).toBe('is not valid JSON: brackets are nested too deeply (48026)');
});

test('of a long line, what stands around the fault is shown', () => {
  const line = `{ "sms": "${'x'.repeat(500)}" "chat": "${'y'.repeat(500)}" }`;
  const { excerpt = { line: '', column: 0, length: 0 } } = assetFault(line, '');
  expect(excerptOf(excerpt, true)).toBe(
    `    ${'x'.repeat(39)}" "chat": "${'y'.repeat(30)}\n    ${' '.repeat(40)}^`,
  );
});
