import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Checkout, checkout } from '../support/checkout';
import { ask, proxyAddress, refusal } from '../support/frontline';
import { type Running, runScript, startScript } from '../support/run';
import { soon } from '../support/soon';

let project: Checkout;
let running: Running | undefined;

beforeAll(async () => {
  project = await checkout();
  await mkdir(path.join(project.path, 'assets'));
  await write('.env', 'TWILIO_SMS_NUMBER=+12025551234\n');
  await write('assets/proxy-addresses.private.json', '{}');
});

afterAll(() => project.remove());

afterEach(async () => {
  running?.child.kill();
  await running?.outcome;
});

function write(name: string, text: string): Promise<void> {
  return writeFile(path.join(project.path, name), text);
}

/** Starts it; gives the URL that it prints, once it does. */
async function started(flags: string[], environment = {}): Promise<string> {
  running = startScript('start', flags, { cwd: project.path, environment });
  for (;;) {
    const [, url] = /npm run callback -- --url (\S+)\n/.exec(running.output()) ?? [];
    if (url) return url;
    if (running.child.exitCode !== null) throw new Error(running.output());
    await delay(10);
  }
}

test('serves the mapping, and follows its changes and those of the source', async () => {
  const url = await started(['--port', '0']);
  expect(await ask(url, { ChannelType: 'sms' })).toEqual(proxyAddress('+12025551234'));

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

  await soon(() => expect(running?.output()).toContain('422 48000 Location must be right.'));
  expect(running?.output()).toContain('200 POST /callbacks/outgoing-conversation');
  expect(running?.output()).not.toContain('proxy-addresses.json');
});

test('a port that is taken is told in one line', async () => {
  const port = new URL(await started(['--port', '0'])).port;
  for (const [flags, environment] of [
    [['--port', port], {}],
    [[], { PORT: port }],
  ] as const) {
    const outcome = await runScript('start', [...flags], { cwd: project.path, environment });
    expect(outcome).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `✘ Port ${port} is taken. Name another: npm start -- --port ${Number(port) + 1}\n`,
    });
  }
});

test.each([
  [['--port', 'http'], '--port must be a number from 0 to 65535'],
  [['--port', '65536'], '--port must be a number from 0 to 65535'],
  [['--env', 'missing.env'], 'Failed to find .env file'],
])('%j is wrong: exit code 2', async (flags, message) => {
  const { exitCode, stderr } = await runScript('start', flags, { cwd: project.path });
  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain('npm start -- [flags]');
});
