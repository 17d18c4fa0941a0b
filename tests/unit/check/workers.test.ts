import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { check as checkConfiguration } from '../../../scripts/check/check';
import { readConfiguration } from '../../../scripts/twilio/configuration';
import { accountApi } from '../../support/account-api';
import { check, compact, configure, valuesOf } from '../../support/check';
import { twilioError } from '../../support/stand-in';
import { CREDENTIAL_LINES as env, useTwilio } from '../../support/twilio';

const twilio = useTwilio();

/** A channel that needs nothing else of the account. */
const channel = (identities: string[]) => ({
  default: 'desk',
  workers: Object.fromEntries(identities.map((identity, index) => [identity, `desk-${index}`])),
});
const asked = () => twilio.requests.map(({ path }) => decodeURIComponent(path.split('/')[3] ?? ''));

test('one that nobody has, and one of a worker who left', async () => {
  twilio.answer = accountApi({
    users: { 'ana@example.com': 'active', 'Bo?': 'active', 'cy@example.com': 'deactivated' },
  });
  const identities = ['ana@example.com', 'ana@exmaple.com', 'Bo?', 'bo?', 'cy@example.com'];
  const report = await check({ env, asset: { chat: channel(identities) } });
  expect(report.findings.map(compact)).toEqual([
    'warning identity/alike chat.workers[#3]:7',
    'warning identity/alike chat.workers[#4]:8',
    'warning worker/unknown chat.workers[#2]:6',
    'warning worker/unknown chat.workers[#4]:8',
    'warning worker/deactivated chat.workers[#5]:9',
  ]);
});

test('each identity is asked for once, wherever it stands, and a blank one not at all', async () => {
  twilio.answer = accountApi({ users: { ana: 'active' } });
  const asset = { chat: channel(['ana', ' ', 'bo']), rcs: channel(['bo', 'ana']) };
  const report = await check({ env, asset });
  expect(asked().sort()).toEqual(['ana', 'bo']);
  expect(report.findings.map(compact).filter((found) => found.includes('worker/'))).toEqual([
    'warning worker/unknown chat.workers[#3]:7 rcs.workers[#1]:13',
  ]);
});

test('where the account has none of several, Frontline may have ended: nothing is judged', async () => {
  twilio.answer = accountApi({});
  const report = await check({ env, asset: { chat: channel(['ana', 'bo', 'cy']) } });
  expect(report.findings.map(compact)).toEqual(['unchecked worker/none']);
  expect(valuesOf(report, 'worker/none')).toEqual([[3]]);
  const one = await check({ env, asset: { chat: channel(['ana']) } });
  expect(one.findings.map(compact)).toEqual(['warning worker/unknown chat.workers[#1]:5']);
});

test.each([1, 3])('where Frontline is gone (410), nothing is judged of %d', async (count) => {
  twilio.answer = () => twilioError(410, 20410, 'Gone');
  const identities = ['ana', 'bo', 'cy'].slice(0, count);
  const report = await check({ env, asset: { chat: channel(identities) } });
  expect(report.findings.map(compact)).toEqual(['unchecked worker/none']);
  expect(valuesOf(report, 'worker/none')).toEqual([[count]]);
});

test('where Frontline has no host any more, nothing is judged', async () => {
  const answers = accountApi({});
  twilio.answer = (request) =>
    request.host.startsWith('frontline')
      ? { status: 200, body: {}, resets: true }
      : answers(request);
  const report = await check({ env, asset: { chat: channel(['ana', 'bo']) } });
  expect(report.findings.map(compact)).toEqual(['unchecked account/failed']);
});

test('one user of several is enough to know that Frontline is there', async () => {
  twilio.answer = accountApi({ users: { bo: 'active' } });
  const report = await check({ env, asset: { chat: channel(['ana', 'bo']) } });
  expect(report.findings.map(compact)).toEqual(['warning worker/unknown chat.workers[#1]:5']);
});

test('those that the Function never comes to are not asked for', async () => {
  twilio.answer = accountApi({});
  const asset = { chat: { default: 'desk', workers: ['ana'] }, workers: { bo: 'desk' } };
  await check({ env, asset });
  expect(asked()).toEqual([]);
});

test('a failure to ask is said once, and fails nothing', async () => {
  const identities = Array.from({ length: 100 }, (_, index) => `worker-${index}`);
  twilio.answer = () => twilioError(403, 20403, 'No Frontline here.');
  const report = await check({ env, asset: { chat: channel(identities) } });
  expect(report.findings.map(compact)).toEqual(['unchecked account/failed']);
  expect(valuesOf(report, 'account/failed')).toEqual([
    ["the workers' identities", 'Twilio answered 403 (20403)'],
  ]);
});

test('after a failure to ask, the rest are left alone', async () => {
  const identities = Array.from({ length: 100 }, (_, index) => `after-${index}`);
  let release = () => {};
  const failed = new Promise<void>((resolve) => {
    release = resolve;
  });
  twilio.answer = async ({ path }) => {
    if (path.endsWith('after-0')) return twilioError(403, 20403, 'No Frontline here.');
    await failed;
    return { status: 200, body: { state: 'active' } };
  };
  await check({ env, asset: { chat: channel(identities) } });
  release();
  // A moment for others, which must not come.
  await delay(200);
  const others = asked().filter((identity) => identity.startsWith('after'));
  expect(others).toContain('after-0');
  expect(identities.slice(0, 5)).toEqual(expect.arrayContaining(others));
});

test('five are asked for at a time', async () => {
  const waiting: (() => void)[] = [];
  let most = 0;
  twilio.answer = async ({ path }) => {
    if (!path.includes('of-five')) return undefined;
    await new Promise<void>((resolve) => {
      most = Math.max(most, waiting.push(resolve));
      // A moment for a sixth, which must not come.
      if (waiting.length === 5) setTimeout(() => waiting.splice(0).map((go) => go()), 10);
    });
    return { status: 200, body: { state: 'active' } };
  };
  const identities = Array.from({ length: 15 }, (_, index) => `of-five-${index}`);
  const report = await check({ env, asset: { chat: channel(identities) } });
  expect([report.findings, most]).toEqual([[], 5]);
  expect(asked().filter((identity) => identity.startsWith('of-five'))).toHaveLength(15);
});

test('above 1,000 none is asked for, unless somebody asks for all', async () => {
  twilio.answer = () => twilioError(403, 20403, 'No Frontline here.');
  const thousand = Array.from({ length: 1000 }, (_, index) => `worker-${index}`);
  const many = { env, asset: { chat: channel([...thousand, 'one more']) } };
  const report = await check(many);
  expect(report.findings.map(compact)).toEqual(['unchecked worker/too-many']);
  expect([valuesOf(report, 'worker/too-many'), asked()]).toEqual([[[1001]], []]);

  const { envFile, assetsFolder, remove } = configure(many);
  try {
    const assets = { assetsFolder, meantPublic: [], allWorkers: true };
    const all = await checkConfiguration(readConfiguration(envFile), assets);
    expect(all.findings.map(compact)).toEqual(['unchecked account/failed']);
  } finally {
    remove();
  }
  twilio.requests.length = 0;
  await check({ env, asset: { chat: channel(thousand) } });
  expect(asked()).toContain('worker-0');
});
