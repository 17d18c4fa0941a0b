import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { entriesIn } from '../../scripts/mapping/entries';
import { RULES } from '../../scripts/mapping/forms';
import { withAllBelow } from '../../scripts/mapping/parts';
import { positionsIn } from '../../scripts/mapping/positions';
import { schemaText } from '../../scripts/schema/json-schema';
import { PROJECT } from '../../scripts/twilio/project';
import { isRecord } from '../../src/record';
import { mapping } from '../support/arbitraries';
import { everyQuestion, statusOf } from '../support/questions';

const isValid = new Ajv({ strict: false }).compile(JSON.parse(schemaText()));

/** The schema as it was made before the forms of a mapping became data. */
const FORMER = path.join(PROJECT, 'tests/fixtures/former.schema.json');
const wasValid = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(FORMER, 'utf8')));

const NEWER = RULES.filter((rule) => !['default', 'prefixes', 'workers'].includes(rule));

test('the schema accepts what it always accepted', () => {
  const seen = new Set<boolean>();
  fc.assert(
    fc.property(mapping, (asset) => {
      fc.pre(!NEWER.some((rule) => JSON.stringify(asset).includes(`"${rule}":`)));
      const is = isValid(asset);
      seen.add(is);
      expect(is).toBe(wasValid(asset));
    }),
    { numRuns: 2_000 },
  );
  expect(seen.size).toBe(2);
});

/** Without what the Function ignores, and an editor need not know: the scheme of a channel like messenger. */
const read = mapping
  .filter(isRecord)
  .map((asset) =>
    Object.fromEntries(
      Object.entries(asset).filter(
        ([channel, entry]) =>
          !['', '$schema'].includes(channel) && !JSON.stringify(entry).includes('messenger:'),
      ),
    ),
  );

test('it accepts what the Function can use, as long as there is nothing that the Function ignores', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(read, (asset) => {
      const text = JSON.stringify(asset);
      const isWrong = everyQuestion(asset, {}).some((asked) => statusOf(asked, text, {}) === 500);
      const parts = withAllBelow(entriesIn(asset, positionsIn(text), {}));
      const isOdd = parts.some(({ kind }) => kind === 'no rule' || kind === 'no prefix');
      seen.add(`${isWrong} ${isOdd}`);
      expect(isValid(asset)).toBe(!isWrong && !isOdd);
    }),
    { numRuns: 500 },
  );
  expect(seen.size).toBe(4);
});
