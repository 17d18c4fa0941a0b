import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { finding, isRight } from '../../scripts/terminal/finding';
import { textOf } from '../../scripts/terminal/print';
import { countFaults, isMany, tellFaults, tellSummary } from '../../scripts/workers/report';
import { planWorkers } from '../../scripts/workers/workers';
import { ASSET_FILE } from '../../src/asset';

const SUMMARY = { new: 0, changed: 0, gone: [], same: 0 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'frontline-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What is told of a spreadsheet, where these workers have rules already. */
async function told(
  csv: string,
  workers: string[] = [],
  flags = { isWritten: false, identities: false },
) {
  const table = Object.fromEntries(workers.map((worker) => [worker, '+14155552671']));
  writeFileSync(path.join(folder, ASSET_FILE), JSON.stringify({ sms: { workers: table } }));
  const file = path.join(folder, 'team.csv');
  writeFileSync(file, csv);
  const { findings, summary } = await planWorkers({ file, channel: 'sms', assetsFolder: folder });
  const texts = tellFaults(findings.filter(({ code }) => code !== 'spreadsheet/read')).map((one) =>
    textOf(one, { all: true, identities: flags.identities }),
  );
  return isRight(findings) ? [...texts, ...tellSummary(summary, 'sms', flags).split('\n')] : texts;
}

const sheet = (...numbers: string[]) =>
  ['worker,Number', ...numbers.map((number, index) => `w${index},"${number}"`), ''].join('\n');

test.each([
  [
    ['0171', '+12', '0172'],
    ['lines 2, 4', 'line 3'],
  ],
  [['0171', '0172', '+14155552671', '0173', '0174', '0175'], ['lines 2, 3, 5-7']],
  [['0171', '0172', '0173', '0174', '0175', '+14155552671', '0176'], ['lines 2-6, 8']],
  [['0171;0172'], ['line 2']],
  [['0171\n0172', '0173'], ['lines 2, 4']],
  [
    ['0171', '020 7183\n8750', 'n/a', '+12', '#REF!', '+13'],
    ['lines 2, 3', 'lines 5, 7', 'lines 6, 8'],
  ],
])('a fault of many lines is one: %j', async (numbers, where) => {
  const texts = await told(sheet(...numbers));
  const found = texts.map(
    (text) => /^✘ column "Number", (lines? [\d, -]+)(?: \(\d+ lines\))?: /.exec(text)?.[1],
  );
  expect(found).toEqual(where);
});

test('faults of different columns, or with different cures, stay apart', async () => {
  const texts = await told('worker,prefix,number\na,04,0171\nb,x,0171\n,+44,0171\nc,05,\n');
  expect(texts).toEqual([
    expect.stringMatching(/^✘ column "prefix", lines 2, 3, 5: .*the first not 0$/),
    expect.stringMatching(/^✘ column "number", lines 2-4: has no \+/),
    expect.stringMatching(/^✘ column "worker", line 4: has no worker/),
  ]);
});

test('a terminal is told the worker of a fault on one line', async () => {
  const texts = await told(sheet('0171'), [], { isWritten: false, identities: true });
  expect(texts).toEqual([expect.stringMatching(/^✘ column "Number" \("w0"\), line 2: /)]);
});

test('who has no number, and who is gone', async () => {
  const csv = 'worker,number\nana,+14155552671\nbo,\ncy,\ncy,\n';
  const end = 'is empty: this worker gets no rules of their own';
  expect(await told(csv, ['ana'])).toEqual([
    `→ column "number", lines 3-5: ${end}`,
    'Workers of sms: 0 new, 0 changed, 0 gone, 1 the same. Nothing was written.',
  ]);
  expect(
    await told(csv.replaceAll('cy,', ''), ['ana', 'dee', 'bo'], {
      isWritten: true,
      identities: false,
    }),
  ).toEqual([
    `→ column "number", line 3: ${end}`,
    '✔ Workers of sms: 0 new, 0 changed, 2 gone, 1 the same.',
    '  Gone, by their former places: sms.workers[#2]; sms.workers[#3].',
  ]);
});

test('ten of those who are gone are named, on a terminal by their identities', async () => {
  const workers = Array.from({ length: 12 }, (_, index) => `w${index}\u202e`);
  const [, gone = ''] = await told('worker,number\nana,+14155552671\n', workers, {
    isWritten: false,
    identities: true,
  });
  expect(gone).toMatch(
    /^ {2}Gone, by their former places: sms\.workers\[#1\] \("w0\\u\{202e\}"\); /,
  );
  expect(gone).toMatch(/; sms\.workers\[#10\] \("w9[^;]*"\); 2 more\.$/);
});

test.each([
  [0, 3, false],
  [1, 2, false],
  [2, 3, true],
  [296, 1, true],
])('%i of the workers gone and %i the same are many: %j', (gone, same, isMuch) => {
  const places = Array.from({ length: gone }, () => ({ name: 'x' }));
  expect(isMany({ ...SUMMARY, gone: places, same })).toBe(isMuch);
});

test('two faults of one cell are one error, and a fault of the account is one', async () => {
  const place = { name: 'column "number"', position: () => '2' };
  const findings = [
    finding('spreadsheet/national', place),
    finding('spreadsheet/impossible', place, 'digits are missing'),
    finding('spreadsheet/space', place),
    finding('credentials/api-key', []),
  ];
  expect(countFaults(findings)).toBe(2);
});

test('each fault of the whole file is an error of its own', async () => {
  const findings = ['worker', 'number'].map((column) =>
    finding('spreadsheet/columns', { name: 'team.csv' }, column, ['a', 'b']),
  );
  expect(countFaults(findings)).toBe(2);
  expect(tellFaults(findings)).toHaveLength(2);
});

test('the columns are told, and the country codes that numbers got, each with its lines', async () => {
  writeFileSync(path.join(folder, ASSET_FILE), '{}');
  const file = path.join(folder, 'team.csv');
  const numbers = ['4792345678', '(415) 555-2671', '+442071838750', '442071838750'];
  writeFileSync(file, sheet(...numbers));
  const target = { file, channel: 'sms', assetsFolder: folder, country: 'US' };
  const { findings } = await planWorkers(target);
  expect(tellFaults(findings).map((one) => textOf(one, { all: true, identities: false }))).toEqual([
    `→ ${file}: is read from the columns "worker", "Number"`,
    '→ column "Number", line 2: was read as a national number, for the number of digits: check it',
    '→ column "Number", lines 2, 3: has no +, and is read as a number of +1',
    '→ column "Number", line 5: has no +, and is read as a number of +44',
  ]);
});
