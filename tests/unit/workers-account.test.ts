import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { planWorkers } from '../../scripts/workers/workers';
import { ASSET_FILE } from '../../src/asset';
import { accountApi } from '../support/account-api';
import { CREDENTIALS } from '../support/stand-in';
import { useTwilio } from '../support/twilio';

const twilio = useTwilio();
const folder = mkdtempSync(path.join(tmpdir(), 'frontline-account-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The codes of what is found in a spreadsheet of one German number, and how often Twilio was asked. */
async function read(number: string, owned: string[], credentials = CREDENTIALS, mapping = '{}') {
  twilio.answer = accountApi({
    numbers: [Object.fromEntries(owned.map((one) => [one, true]))],
  });
  const before = twilio.requests.length;
  const file = path.join(folder, 'team.csv');
  writeFileSync(path.join(folder, ASSET_FILE), mapping);
  writeFileSync(file, `worker,number\nana@example.com,${number}\n`);
  const target = { file, channel: 'sms', assetsFolder: folder, country: 'DE' };
  const { findings, changes } = await planWorkers(target, {}, credentials);
  const faults = findings.filter(({ level }) => level !== 'reason');
  return {
    found: [...faults.map(({ code }) => code), ...changes.flatMap(({ after }) => after ?? [])],
    isAsked: twilio.requests.length > before,
  };
}

test.each([
  [['+447700900123'], ['+447700900123']],
  [['+49447700900123'], ['+49447700900123']],
  [['+447700900123', '+49447700900123'], ['spreadsheet/two-readings']],
  [[], ['spreadsheet/two-readings']],
])('if an account has %j, 447700900123 is %j', async (owned, found) => {
  expect(await read('447700900123', owned)).toEqual({ found, isAsked: true });
});

test('nobody is asked without credentials, of one number, and where the mapping knows', async () => {
  const none = { ACCOUNT_SID: '', AUTH_TOKEN: '' };
  expect(await read('447700900123', ['+447700900123'], none)).toEqual({
    found: ['spreadsheet/two-readings'],
    isAsked: false,
  });
  expect((await read('+447700900123', [])).isAsked).toBe(false);
  const mapping = '{ "whatsapp": "whatsapp:+447700900123" }';
  expect(await read('447700900123', [], CREDENTIALS, mapping)).toEqual({
    found: ['+447700900123'],
    isAsked: false,
  });
});
