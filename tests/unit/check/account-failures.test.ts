import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, jest, test } from '@jest/globals';
import { recordOf } from '../../../src/record';
import { check, compact, valuesOf } from '../../support/check';
import { CREDENTIALS, twilioError } from '../../support/stand-in';
import { CREDENTIAL_LINES as ENV, useTwilio } from '../../support/twilio';

const { ACCOUNT_SID, AUTH_TOKEN } = CREDENTIALS;

const twilio = useTwilio();
afterEach(() => {
  jest.restoreAllMocks();
});

/** Of a channel that needs no Messaging Service: one list is all that is asked for. */
const VOICE = { voice: '+12025551201' };
const NUMBERS = "the account's phone numbers (48028)";

test.each([
  ['no credentials', ''],
  ['no token', `ACCOUNT_SID=${ACCOUNT_SID}\n`],
])('%s: nothing is asked, and that is said', async (_, env) => {
  const report = await check({ asset: VOICE, env });
  expect(report.findings.map(compact)).toEqual(['unchecked account/no-credentials']);
  expect([report.owned.size, twilio.requests]).toEqual([0, []]);
  expect(valuesOf(report, 'account/no-credentials')).toEqual([
    [NUMBERS, env ? 'AUTH_TOKEN' : 'ACCOUNT_SID and AUTH_TOKEN'],
  ]);
});

test.each([
  ['AC1', AUTH_TOKEN, ['ACCOUNT_SID', 'AC and 32 hexadecimal digits', 3]],
  [ACCOUNT_SID, 'a'.repeat(31), ['AUTH_TOKEN', '32 hexadecimal digits', 31]],
])('credentials that cannot be any: %s, %s', async (sid, token, values) => {
  const env = `ACCOUNT_SID=${sid}\nAUTH_TOKEN=${token}\n`;
  const report = await check({ asset: VOICE, env });
  expect(report.findings.map(compact)).toEqual(['error credentials/malformed']);
  expect([report.owned.size, twilio.requests]).toEqual([0, []]);
  expect(valuesOf(report, 'credentials/malformed')).toEqual([values]);
});

test.each([
  [
    401,
    20003,
    'Twilio refused the credentials (401). Check ACCOUNT_SID and AUTH_TOKEN, or the API key if TWILIO_API_KEY is set.',
  ],
  // Twilio's own words may quote an identity.
  [403, 20403, 'Twilio answered 403 (20403)'],
  [500, 20500, 'Twilio failed (500). Try again later, and see https://status.twilio.com.'],
])('Twilio’s %d is told, and no number blamed', async (status, code, why) => {
  twilio.answer = () => twilioError(status, code, 'It broke.');
  const report = await check({ env: ENV, asset: VOICE });
  expect(report.findings.map(compact)).toEqual(['error account/failed']);
  expect(report.owned.size).toBe(0);
  expect(valuesOf(report, 'account/failed')).toEqual([[NUMBERS, why]]);
});

/** Makes the waiting a hundred times as short: of those who wait so many milliseconds. */
function hurry(isHurried: (ms: number) => boolean): void {
  const { timeout } = AbortSignal;
  jest
    .spyOn(AbortSignal, 'timeout')
    .mockImplementation((ms) => timeout(isHurried(ms) ? ms / 100 : ms));
  const { setTimeout: timer } = globalThis;
  jest
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation((task, ms = 0, ...more) =>
      timer(task, isHurried(ms) ? ms / 100 : ms, ...more),
    );
}

test('Twilio does not answer: the check ends', async () => {
  hurry((ms) => ms === 5_000);
  twilio.answer = () => ({ status: 200, body: {}, delayMs: 60_000 });
  const report = await check({ env: ENV, asset: VOICE });
  expect(valuesOf(report, 'account/failed')).toEqual([
    [expect.stringContaining(NUMBERS), 'Twilio has not answered in time. Try again later.'],
  ]);
});

test('no connection is made: the check ends', async () => {
  hurry((ms) => ms === 5_000);
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const HTTP_PROXY = `http://127.0.0.1:${recordOf(silent.address()).port}`;
  jest.replaceProperty(process, 'env', { ...process.env, HTTP_PROXY });
  const checked = check({ env: ENV, asset: VOICE });
  // An open connection would keep the tests' process for five minutes.
  silent.on('connection', (connection) => checked.finally(() => connection.destroy()));
  const report = await checked;
  silent.close();
  expect(valuesOf(report, 'account/failed')).toEqual([
    [`${NUMBERS}, the webhook rules`, 'Twilio has not answered in time. Try again later.'],
  ]);
});

test('Twilio is asked too often', async () => {
  hurry((ms) => ms < 5_000);
  twilio.answer = () => twilioError(429, 20429, 'Too many requests');
  const report = await check({ env: ENV, asset: VOICE });
  expect(valuesOf(report, 'account/failed')).toEqual([
    [NUMBERS, 'Twilio was asked too often (429). Try again in a minute.'],
  ]);
  expect(twilio.requests).toHaveLength(3);
});

test('nobody listens', async () => {
  jest.replaceProperty(process, 'env', { ...process.env, HTTP_PROXY: 'http://127.0.0.1:9' });
  const report = await check({ env: ENV, asset: VOICE });
  expect(valuesOf(report, 'account/failed')).toEqual([
    [
      `${NUMBERS}, the webhook rules`,
      expect.stringContaining('cannot reach api.twilio.com (ECONNREFUSED 127.0.0.1:9)'),
    ],
  ]);
});

test('an answer that is none of Twilio’s', async () => {
  twilio.answer = () => ({ status: 200, body: {}, text: '<html>Sign in to the Wi-Fi' });
  const report = await check({ env: ENV, asset: VOICE });
  expect(valuesOf(report, 'account/failed')).toEqual([
    [NUMBERS, 'The answer of api.twilio.com is not a JSON object (200). Try again later.'],
  ]);
});
