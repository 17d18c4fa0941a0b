import { expect, test } from '@jest/globals';
import { assetFault } from '../../scripts/check/asset-fault';
import { textOf } from '../../scripts/terminal/print';

const QUOTES = 'put double quotes around text and phone numbers';

test.each([
  ['{\n  "sms": "+12025551234",\n}', 2, 'remove this comma', '  "sms": "············",', 23],
  ['{\n  "sms": ["x",\n]\n}', 2, 'remove this comma', '  "sms": ["·",', 13],
  ['{\n  "sms": +12025551234\n}', 2, QUOTES, '  "sms": ············', 9],
  ["{\n  'sms': 1\n}", 2, QUOTES, '  ·····: ·', 2],
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
  ['{}\n}', 2, 'remove what follows the end of the mapping', '}', 0],
  ['', 1, 'the file is empty: write {}', '', 0],
  [
    '{ “sms”: "x" }',
    1,
    'replace the smart quotes “ ” with straight quotes ""',
    '{ ·····: "·" }',
    2,
  ],
  ['{ "sms":\u00a0"x" }', 1, 'remove the invisible character U+00A0', '{ "sms":\u00a0"·" }', 8],
])('%j', (text, line, why, shown, column) => {
  const found = assetFault(text, '', 'assets/file');
  expect(found.places.map(({ name, file, position }) => [name, file, position?.()])).toEqual([
    ['proxy-addresses.private.json', 'assets/file', `${line}`],
  ]);
  expect([found.code, found.values]).toEqual(['asset/invalid-json', [why]]);
  // In a log, what might be somebody's name is dotted out.
  const [, ...excerpt] = textOf(found, { all: false, identities: false }).split('\n');
  expect(excerpt).toEqual([
    `    ${shown}`,
    expect.stringMatching(new RegExp(`^ {${column + 4}}\\^+$`)),
  ]);
  expect(textOf(found, { all: false, identities: true })).toContain(found.excerpt?.line.trimEnd());
});

test('brackets that nobody could follow are told as such', () => {
  expect(assetFault('['.repeat(100_000), '', 'f').values).toEqual([
    'brackets are nested too deeply',
  ]);
});

test('what is JSON, but no object, is told as the Function tells it', () => {
  const { code, values, excerpt } = assetFault(
    '[]',
    'proxy-addresses.private.json must hold …',
    'f',
  );
  expect({ code, values, excerpt }).toEqual({
    code: 'asset/malformed',
    values: ['must hold …'],
    excerpt: undefined,
  });
});
