import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explain } from '../../scripts/callback/explanation';
import { mapping } from '../support/arbitraries';
import { everyQuestion, given } from '../support/questions';

const assetsFolder = mkdtempSync(path.join(tmpdir(), 'frontline-reasons-'));
afterAll(() => rmSync(assetsFolder, { recursive: true }));

test('to be watched changes no answer', () => {
  const configuration = {
    variables: {},
    credentials: { accountSid: '', authToken: '' },
    envFile: { name: '.env', lines: [] },
  };
  fc.assert(
    fc.property(mapping, (asset) => {
      const text = JSON.stringify(asset);
      writeFileSync(path.join(assetsFolder, 'proxy-addresses.private.json'), text);
      for (const question of everyQuestion(asset, {})) {
        const told = explain(question, { configuration, assetsFolder, personal: false }).given;
        // What it says, and what it names its place: of a refusal the whole body.
        const plain = (answer: ReturnType<typeof given>) =>
          JSON.stringify([answer, 'place' in answer && answer.place()]);
        expect(plain(told)).toBe(plain(given(question, text, {})));
      }
    }),
    { numRuns: 100 },
  );
});
