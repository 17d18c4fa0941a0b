import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explain } from '../../scripts/callback/explanation';
import { ASSET_FILE } from '../../src/asset';
import { Refusal } from '../../src/refusal';
import { mapping } from '../support/arbitraries';
import { everyQuestion, given } from '../support/questions';

const assetsFolder = mkdtempSync(path.join(tmpdir(), 'frontline-reasons-'));
afterAll(() => rmSync(assetsFolder, { recursive: true }));

test('to be watched changes no answer, and each answer has its reason', () => {
  const configuration = {
    variables: {},
    credentials: { accountSid: '', authToken: '' },
    accountFrom: '.env',
    envFile: { name: '.env', lines: [] },
  };
  const seen = new Set<string>();
  fc.assert(
    fc.property(mapping, (asset) => {
      const text = JSON.stringify(asset);
      writeFileSync(path.join(assetsFolder, 'proxy-addresses.private.json'), text);
      for (const question of everyQuestion(asset, {})) {
        const here = { configuration, assetsFolder, personal: false };
        const { given: told, why } = explain(question, here);
        // What it says, and what it names its place: of a refusal the whole body.
        const plain = (answer: ReturnType<typeof given>) =>
          JSON.stringify([answer, 'place' in answer && answer.place()]);
        expect(plain(told)).toBe(plain(given(question, text, {})));
        seen.add(expectReason(told, why));
      }
    }),
    { numRuns: 200 },
  );
  expect([...seen].sort()).toEqual(['200', '403 48026', '403 48027', '500 48026', '500 48029']);
});

/** An answer stands at the place that decides; where no rule fits, each that was tried is named. */
function expectReason(told: ReturnType<typeof given>, why: string | undefined): string {
  if (!(told instanceof Refusal)) {
    expect(why).toContain(`Decided by ${told.place().replace(`${ASSET_FILE}: `, '')}, line `);
    return '200';
  }
  const { status, code, message } = told;
  const isInVain = message.includes('has no default');
  // A channel that has no name, or is the schema's, has no rules either.
  if (!message.startsWith('Channel')) {
    expect(why).toMatch(isInVain ? /^Tried .+\.default \(not there\)\.$/s : /^Decided by /);
  }
  return `${status} ${code}`;
}
