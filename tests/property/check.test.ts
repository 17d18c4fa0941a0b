import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../scripts/check/check';
import { printReport } from '../../scripts/check/report';
import { CUSTOMER_IDS, mapping, WORKERS } from '../support/arbitraries';
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

/** Identities that are no addresses, which are shown. */
const PERSONAL = [...WORKERS, ...CUSTOMER_IDS]
  .filter((identity) => !identity.startsWith('+'))
  .map((identity) => JSON.stringify(identity).slice(1, -1));

test('every request that the Function can answer with 500 is an error, and nothing else is one; no identity is printed', async () => {
  const seen = new Set<string>();
  const print = jest.spyOn(console, 'log').mockReturnValue();
  await fc.assert(
    fc.asyncProperty(mapping, variables, async (asset, set) => {
      const text = JSON.stringify(asset);
      writeFileSync(path.join(assetsFolder, 'proxy-addresses.private.json'), text);
      const report = await check(
        {
          variables: set,
          credentials: { accountSid: '', authToken: '' },
          accountFrom: '.env',
          envFile: { name: '.env', lines: [] },
        },
        { assetsFolder, meantPublic: [] },
      );
      print.mockClear();
      printReport(report, { all: true, personal: false });
      const printed = print.mock.calls.join('\n');
      expect(PERSONAL.filter((identity) => printed.includes(identity))).toEqual([]);
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
    { numRuns: 600 },
  );
  // Right, with and without a warning, and wrong.
  expect([...seen].sort()).toEqual(['false false', 'false true', 'true true']);
});
