import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SERVICE_SID } from '../../scripts/stand-in/conversations';
import { CALLBACK_PATH } from '../../scripts/twilio/project';
import { SERVICE_VARIABLE } from '../../src/conversations';
import { stickyAddress } from '../../src/pool';
import { type Checkout, checkout } from '../support/checkout';
import { conversationsApi } from '../support/conversations-api';
import { ask, proxyAddress, refusal } from '../support/frontline';
import { PATIENT, type Running, runScript, start, startScript } from '../support/run';
import { soon } from '../support/soon';
import { CREDENTIALS, type StandIn, startTwilioStandIn } from '../support/stand-in';

const POOL = ['+12025551230', '+12025551231'];
const CUSTOMER = '+14155550199';
const WORKER = 'ana@example.com';
const STICKY = stickyAddress(POOL, `${WORKER}\n${CUSTOMER}`) ?? '';

let twilio: StandIn;
let project: Checkout;
let running: Running;
let url: string;
let ofTwilio: Running;
let twilioUrl: string;

beforeAll(async () => {
  const held = { customer: CUSTOMER, proxy: STICKY, workers: ['bo@example.com'] };
  twilio = await startTwilioStandIn(conversationsApi([held]).answer);
  project = await checkout();
  await mkdir(path.join(project.path, 'assets'));
  await write(
    '.env',
    `TWILIO_SMS_NUMBER=+12025551234\nTWILIO_RCS_NUMBER=two words\n${SERVICE_VARIABLE}=${SERVICE_SID}\n`,
  );
  await write('assets/proxy-addresses.private.json', JSON.stringify({ line: POOL }));
  await runScript('build', [], { cwd: project.path });
  running = startScript('start', ['--port', '0'], {
    cwd: project.path,
    environment: {
      ...CREDENTIALS,
      ...twilio.environment,
      ...PATIENT,
      TWILIO_CHAT_NUMBER: 'not-of-the-file',
    },
  });
  // Twilio's own command, which reads .twilioserverlessrc.
  const starter = require.resolve('../support/twilio-run-start.cjs');
  ofTwilio = start(process.execPath, [starter, '--port', '0'], { cwd: project.path });
  url = await printed(running, / --url (\S+)\n/);
  const port = await printed(ofTwilio, /port (\d+)\./);
  twilioUrl = `http://127.0.0.1:${port}${CALLBACK_PATH}`;
});

afterAll(async () => {
  running.child.kill();
  ofTwilio.child.kill();
  await Promise.all([running.outcome, ofTwilio.outcome]);
  await twilio.close();
  await project.remove();
});

function write(name: string, text: string): Promise<void> {
  return writeFile(path.join(project.path, name), text);
}

/** What a process prints in this form, once it does. */
async function printed({ child, output }: Running, form: RegExp): Promise<string> {
  for (;;) {
    const [, found] = form.exec(output()) ?? [];
    if (found) return found;
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(output());
    await delay(10);
  }
}

const PERSONAL = { ChannelValue: CUSTOMER, CustomerId: 'crm-42', Worker: WORKER };

const CASES: [string, Parameters<typeof ask>[1], Awaited<ReturnType<typeof ask>>][] = [
  ['an address', { ChannelType: 'sms' }, proxyAddress('+12025551234')],
  [
    'another Location',
    { Location: 'Home' },
    refusal(422, 48000, 'Location must be GetProxyAddress.'),
  ],
  [
    'a parameter given twice',
    { ChannelType: 'sms', Worker: ['a', 'b'] },
    refusal(400, 48000, 'Worker must be given once, as a text.'),
  ],
  [
    'a channel that only the environment sets',
    { ChannelType: 'chat' },
    refusal(403, 48026, expect.stringContaining('Channel chat has no proxy address.')),
  ],
  [
    "the customer's own address",
    { ChannelType: 'sms', ChannelValue: '+12025551234' },
    refusal(403, 48027, expect.stringContaining('TWILIO_SMS_NUMBER has no address but')),
  ],
  [
    'a malformed entry',
    { ChannelType: 'rcs' },
    refusal(500, 48026, expect.stringContaining('TWILIO_RCS_NUMBER must be')),
  ],
];

test.each(CASES)('as users run it, it answers: %s', async (_, question, answer) => {
  expect(await ask(url, { ...PERSONAL, ...question })).toEqual(answer);
});

test.each(CASES)('twilio-run start answers the same: %s', async (_, question, answer) => {
  expect(await ask(twilioUrl, { ...PERSONAL, ...question })).toEqual(answer);
});

test('only this machine reaches it', async () => {
  const { port } = new URL(url);
  const others = Object.values(networkInterfaces()).flatMap((all = []) => all);
  for (const { address, family, internal } of others) {
    if (internal || family !== 'IPv4') continue;
    await expect(fetch(`http://${address}:${port}${CALLBACK_PATH}`)).rejects.toThrow();
  }
  await expect(fetch(`http://[::1]:${port}${CALLBACK_PATH}`)).rejects.toThrow();
});

test('it asks Conversations the way that the tools go', async () => {
  const other = POOL.find((address) => address !== STICKY) ?? '';
  expect(await ask(url, { ...PERSONAL, ChannelType: 'line' })).toEqual(proxyAddress(other));
});

test('it follows changes of the mapping and of the source', async () => {
  await write('assets/proxy-addresses.private.json', '{ "chat": "front-desk" }');
  await soon(async () =>
    expect(await ask(url, { ChannelType: 'chat' })).toEqual(proxyAddress('front-desk')),
  );

  const source = await readFile(path.join(project.path, 'src/question.ts'), 'utf8');
  await write('src/question.ts', source.replace('must be GetProxyAddress', 'must be right'));
  await soon(async () =>
    expect(await ask(url, { Location: 'Home' })).toEqual(
      refusal(422, 48000, 'Location must be right.'),
    ),
  );
});

test('it prints each request and what the Function logs, and nothing personal', async () => {
  await soon(() => expect(running.output()).toContain('400 48000 Worker must be given once'));
  await soon(() => expect(running.output()).toContain('200 POST /callbacks/outgoing-conversation'));
  for (const hidden of [...Object.values(PERSONAL), 'proxy-addresses.json']) {
    expect(running.output()).not.toContain(hidden);
  }
});

test('a port that is taken is told in one line', async () => {
  const { port } = new URL(url);
  for (const [flags, environment] of [
    [['--port', port], {}],
    [[], { PORT: port }],
  ] as const) {
    // In a process of its own, because esbuild watches until its process ends.
    const taken = startScript('start', [...flags], { cwd: project.path, environment });
    expect(await taken.outcome).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `✘ Port ${port} is taken. Name another: npm start -- --port ${Number(port) + 1}\n`,
    });
  }
});

test.each([
  [['--port', 'http'], 'It must be a number from 0 to 65535.'],
  [['--port', '65536'], 'It must be a number from 0 to 65535.'],
  [['--env', 'missing.env'], 'There is no file '],
])('%j is wrong: exit code 2', async (flags, message) => {
  const { exitCode, stderr } = await runScript('start', flags, { cwd: project.path });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain('npm start -- [flags]');
});
