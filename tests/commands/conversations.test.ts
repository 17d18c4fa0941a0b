import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { scripts } from '../../package.json';
import type { Conversation } from '../../scripts/stand-in/conversations';
import { type Checkout, checkout } from '../support/checkout';
import { type ConversationsApi, conversationsApi } from '../support/conversations-api';
import { atTerminal, run, runScript } from '../support/run';
import { CREDENTIALS, type StandIn, startTwilioStandIn } from '../support/stand-in';

const OURS = '+12025551230';
const CUSTOMER = '+14155550001';
const WORKER = 'ana@example.com';

let project: Checkout;
let twilio: StandIn;
let api: ConversationsApi;

beforeAll(async () => {
  project = await checkout();
  await writeFile(path.join(project.path, '.env'), `TWILIO_SMS_NUMBER=${OURS}\n`);
  await mkdir(path.join(project.path, 'assets'));
  twilio = await startTwilioStandIn((request) => api.answer(request));
});

afterAll(async () => {
  await twilio.close();
  await project.remove();
});

beforeEach(() => {
  const held: Conversation = { customer: CUSTOMER, proxy: OURS, workers: [WORKER] };
  api = conversationsApi([held, { ...held, customer: '+14155550002' }]);
  twilio.requests.length = 0;
});

const surroundings = () => ({
  cwd: project.path,
  environment: { ...CREDENTIALS, ...twilio.environment },
});

const conversations = (...flags: string[]) => runScript('conversations', flags, surroundings());
const states = () => api.conversations.map(({ state = 'active' }) => state);
const [FIRST, SECOND] = [0, 1].map((number) => `CH${`${number}`.padStart(32, '0')}`);

describe('list', () => {
  test('in a pipe, nobody is named', async () => {
    const { exitCode, stdout, stderr } = await conversations('list', '--address', OURS);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(
      /^conversation +state +address +last change\nCH0+ +active +\+12025551230 +2026-11-24T09:30:00.000Z\n/,
    );
    expect(stdout).not.toMatch(/ana|\+1415/);
  });

  test('at a terminal, the customer and the workers', async () => {
    const { stdout } = await atTerminal(
      'conversations',
      ['list', '--worker', WORKER],
      surroundings(),
    );
    expect(stdout).toContain(CUSTOMER);
    expect(stdout).toContain(WORKER);
  });

  test('as JSON, whoever asks for identities', async () => {
    const { stdout } = await conversations(
      'list',
      '--customer',
      CUSTOMER,
      '--json',
      '--identities',
    );
    expect(JSON.parse(stdout)).toEqual({
      conversations: [
        {
          ...{ sid: FIRST, state: 'active', address: OURS },
          updated: '2026-11-24T09:30:00.000Z',
          ...{ customer: CUSTOMER, workers: [WORKER] },
        },
      ],
      complete: true,
    });
  });
});

describe('close', () => {
  test('elsewhere than at a terminal, only with --yes', async () => {
    const { exitCode, stdout, stderr } = await conversations('close', '--worker', WORKER);
    expect(exitCode).toBe(2);
    expect(stdout).toContain(FIRST);
    expect(stderr).toContain('--yes');
    expect(states()).toEqual(['active', 'active']);
  });

  test('what cannot be closed is named, and the rest is closed', async () => {
    const unknown = `CH${'9'.repeat(32)}`;
    const flags = ['close', `${FIRST}`, unknown, `${SECOND}`, '--yes'];
    const { exitCode, stdout } = await conversations(...flags);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(new RegExp(`^✘ ${unknown} is not closed`, 'm'));
    expect(states()).toEqual(['closed', 'closed']);
  });

  test.each([
    ['y', 0, ['closed', 'active']],
    ['n', 1, ['active', 'active']],
  ])('at a terminal it asks: %s', async (answer, exitCode, expected) => {
    const [, ...args] = scripts.conversations.split(' ');
    const command = [process.execPath, ...args, 'close', '--customer', CUSTOMER].join(' ');
    const typed = `echo ${answer} | script -qec "${command}" /dev/null`;
    const told = await run('bash', ['-c', typed], surroundings());
    expect(told).toMatchObject({ exitCode, stdout: expect.stringContaining('[y/N]') });
    expect(states()).toEqual(expected);
  });
});

describe('start', () => {
  const START = ['start', '--customer', '+14155550003', '--worker', WORKER];

  test('a rehearsal takes every step, and leaves nothing open', async () => {
    const { exitCode, stdout } = await conversations(...START, '--rehearse');
    expect(stdout.match(/^✔/gm)).toHaveLength(5);
    expect(exitCode).toBe(0);
    expect(states()).toEqual(['active', 'active', 'closed']);
  });

  test('a dry run asks the Function alone', async () => {
    const { exitCode, stdout } = await conversations(...START, '--dry-run');
    expect(stdout).toContain(OURS);
    expect({ exitCode, requests: twilio.requests }).toEqual({ exitCode: 0, requests: [] });
  });

  test('where the Function refuses, Twilio is not asked', async () => {
    const flags = ['start', '--customer', OURS, '--worker', WORKER];
    expect(await conversations(...flags)).toMatchObject({
      ...{ exitCode: 1, stdout: expect.stringContaining('(48027)') },
    });
    expect(twilio.requests).toEqual([]);
  });
});

test.each([
  ['no verb', []],
  ['nothing to look for', ['list']],
  ['SIDs and a worker', ['close', `${FIRST}`, '--worker', WORKER]],
  ['no worker', ['start', '--customer', CUSTOMER]],
])('%s is a usage error', async (_, flags) => {
  expect(await conversations(...flags)).toMatchObject({ exitCode: 2, stdout: '' });
  expect(twilio.requests).toEqual([]);
});

test('without credentials it says which', async () => {
  const { exitCode, stderr } = await runScript('conversations', ['list', '--worker', WORKER], {
    cwd: project.path,
  });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: expect.stringContaining('ACCOUNT_SID and AUTH_TOKEN'),
  });
});
