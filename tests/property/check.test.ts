import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../scripts/check/check';
import { mapping } from '../support/arbitraries';
import { everyQuestion, statusOf } from '../support/questions';

const assetsFolder = mkdtempSync(path.join(tmpdir(), 'frontline-verdicts-'));
afterAll(() => rmSync(assetsFolder, { recursive: true }));

const variables = fc.record(
  {
    TWILIO_SMS_NUMBER: fc.constantFrom('+12025551234', 'two words', 'whatsapp:+12'),
    TWILIO_CHAT_NUMBER: fc.constantFrom('front-desk', 'two words', 'sms:+12'),
  },
  { requiredKeys: [] },
);

test('every request that the Function can answer with 500 is an error, and nothing else is one', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(mapping, variables, async (asset, set) => {
      const text = JSON.stringify(asset);
      writeFileSync(path.join(assetsFolder, 'proxy-addresses.private.json'), text);
      const report = await check(
        {
          variables: set,
          credentials: { ACCOUNT_SID: '', AUTH_TOKEN: '' },
          accountFrom: '.env',
          envFile: { name: '.env', lines: [] },
        },
        { assetsFolder, meantPublic: [] },
      );
      // A channel that nobody has set up reads the asset too.
      const questions = [
        ...everyQuestion(asset, set),
        { Location: 'GetProxyAddress', ChannelType: 'unknown' },
      ];
      const statuses = new Set(questions.map((question) => statusOf(question, text, set)));
      const isWrong = statuses.has(500) || !statuses.has(200);
      seen.add(`${isWrong} ${report.findings.length > 0}`);
      expect(report.findings.some(({ level }) => level === 'error')).toBe(isWrong);
    }),
    // Of the drawn mappings, one in a hundred has nothing to say about it.
    { numRuns: 300, examples: [[{ chat: 'front-desk' }, {}]] },
  );
  // Right, with and without a warning, and wrong.
  expect([...seen].sort()).toEqual(['false false', 'false true', 'true true']);
});
