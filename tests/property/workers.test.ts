import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mappingFindings } from '../../scripts/check/mapping';
import { entriesIn } from '../../scripts/mapping/entries';
import { withAllBelow } from '../../scripts/mapping/parts';
import { positionsIn } from '../../scripts/mapping/positions';
import { csvOf, tableOf } from '../../scripts/workers/print';
import { workbookOf } from '../../scripts/workers/workbook';
import { planWorkers } from '../../scripts/workers/workers';
import { ASSET_FILE, parseAsset } from '../../src/asset';
import { findEntry } from '../../src/mapping';
import { choose } from '../../src/proxy-address';
import { parseQuestion } from '../../src/question';
import { asRefusal } from '../../src/refusal';
import { type AssetsFolder, assetsFolder } from '../support/assets-folder';
import { everyQuestion } from '../support/questions';

let folder: AssetsFolder;
beforeAll(async () => {
  folder = await assetsFolder();
});
afterAll(() => folder.remove());

/** Half of them with what CSV, JSON, JavaScript or a spreadsheet could take for something else. */
const identity = fc.oneof(
  fc.constantFrom('ana@example.com', 'bo', '__proto__', '17', '+14155552671', '=1+1', '-1'),
  fc
    .string({
      unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', "'", '\t', '\r', '\n', ' ', '+', '\0'),
    })
    .filter((text) => text !== '' && text === text.trim()),
);

const number = fc.constantFrom('+14155552671', '+14155552672', '+447700900123', '+442071838750');

const address = {
  sms: number,
  whatsapp: fc.oneof(
    number,
    number.map((bare) => `whatsapp:${bare}`),
    fc.constantFrom('+5215512345678', 'whatsapp:+525512345678', 'whatsapp:+22507123456'),
  ),
  chat: fc.oneof(
    fc.constantFrom('front-desk', 'chat:1', '4E11', '447700900123'),
    fc.string({ minLength: 1, unit: fc.constantFrom('a', 'é', '"', ',', ';', "'", '[', ']', '+') }),
  ),
};

function mappingOf(channel: keyof typeof address) {
  const one = address[channel];
  const pool = fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 4 }));
  const prefixes = fc.dictionary(fc.constantFrom('+1', '+1415', '+44', '+999', '44'), pool);
  const own = fc.oneof(pool, fc.record({ default: pool, prefixes }, { requiredKeys: [] }));
  const workers = fc
    .uniqueArray(fc.tuple(identity, own), {
      selector: ([name]) => name.toLowerCase(),
      maxLength: 6,
    })
    .map((entries) => Object.fromEntries(entries));
  return fc.record({ default: pool, prefixes, workers }, { requiredKeys: ['default'] });
}

/** What a mapping answers to each question: a pool, in any order, or a refusal. */
function answers(questions: Record<string, string>[], json: string) {
  const mapping = parseAsset(json);
  return questions.map((parameters) => {
    try {
      const question = parseQuestion(parameters);
      const choice = choose(
        question,
        findEntry(question.channel, {}, () => mapping),
      );
      return [...new Set(choice.candidates)].sort();
    } catch (error) {
      return asRefusal(error).code;
    }
  });
}

test.each(['sms', 'whatsapp', 'chat'] as const)(
  'what it prints of %s, it reads back as the same, into this mapping and into others',
  async (channel) => {
    const target = { channel, assetsFolder: folder.path };
    const asset = path.join(folder.path, ASSET_FILE);
    const file = path.join(folder.path, 'workers');
    await fc.assert(
      fc.asyncProperty(
        mappingOf(channel),
        mappingOf(channel),
        fc.constantFrom(0, 2, '\t'),
        fc.boolean(),
        async (rules, others, indent, isWorkbook) => {
          const json = JSON.stringify({ [channel]: rules, line: 'x' }, null, indent);
          const parts = withAllBelow(entriesIn(parseAsset(json), positionsIn(json), {}));
          const findings = mappingFindings(parts, { owned: new Map(), meant: new Map() });
          expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
          writeFileSync(asset, json);
          const table = tableOf(target);
          // A workbook knows one line break, and a carriage return becomes one.
          fc.pre(!isWorkbook || !table.flat().join().includes('\r'));
          writeFileSync(file, isWorkbook ? await workbookOf(table) : csvOf(table));

          const same = await planWorkers({ ...target, file });
          same.write();
          expect(same.summary).toMatchObject({ new: 0, changed: 0, gone: [] });
          expect(same.changes).toEqual([]);
          expect(readFileSync(asset, 'utf8')).toBe(json);

          // A file without lines is an error where it would take everybody's rules.
          const { workers = {} } = rules;
          fc.pre(Object.keys(workers).length > 0);
          const other = { [channel]: { ...rules, workers: others.workers }, line: 'x' };
          writeFileSync(asset, JSON.stringify(other, null, indent));
          const plan = await planWorkers({ ...target, file });
          expect(plan.findings.filter(({ level }) => level === 'error')).toEqual([]);
          plan.write();
          const read = readFileSync(asset, 'utf8');
          const asked = everyQuestion(
            { [channel]: { ...rules, workers: { ...others.workers, ...workers } } },
            {},
          );
          expect(answers(asked, read)).toEqual(answers(asked, json));
        },
      ),
      { numRuns: 25 },
    );
  },
);

/** Well-formed numbers. Many of them look like those of real people. */
const anyNumber = fc.oneof(
  fc.stringMatching(/^\+[1-9]\d{1,14}$/),
  fc
    .tuple(
      fc.constantFrom(
        ...['+1415', '+4420', '+44020', '+4477', '+49151', '+3906', '+33612', '+54911', '+5411'],
        ...['+5411915', '+52155', '+5255', '+55119', '+55113', '+22507', '+2250707', '+22997'],
        ...['+2290197', '+7495', '+819012', '+8613', '+918', '+6221', '+3612', '+47923'],
      ),
      fc.stringMatching(/^\d{6,9}$/),
    )
    .map(([start, end]) => `${start}${end}`.slice(0, 16)),
);

test.each(['sms', 'whatsapp'])(
  'of %s, any number that check passes is read back',
  async (channel) => {
    const target = { channel, assetsFolder: folder.path };
    const asset = path.join(folder.path, ASSET_FILE);
    const file = path.join(folder.path, 'workers.csv');
    const write = (numbers: string[]): string => {
      const json = JSON.stringify({ [channel]: { workers: { ...numbers } } });
      writeFileSync(asset, json);
      writeFileSync(file, csvOf(tableOf(target)));
      return json;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(anyNumber, { minLength: 20, maxLength: 40 }), async (numbers) => {
        const json = write(numbers);
        const { summary } = await planWorkers({ ...target, file });
        expect(summary).toMatchObject({ same: numbers.length });

        // Into another mapping goes what check says nothing of.
        const parts = withAllBelow(entriesIn(parseAsset(json), positionsIn(json), {}));
        const findings = mappingFindings(parts, { owned: new Map(), meant: new Map() });
        const wrong = findings.map(({ code, written }) => code === 'address/impossible' && written);
        const passed = numbers.filter((number) => !wrong.includes(number));
        write(passed);
        writeFileSync(asset, '{}');
        const others = await planWorkers({ ...target, file });
        expect(others.summary).toMatchObject({ new: passed.length });
      }),
      { numRuns: 10 },
    );
  },
);
