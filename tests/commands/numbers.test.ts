import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accountApi } from '../support/account-api';
import { linesOf } from '../support/printed';
import { atTerminal, runScript } from '../support/run';
import { type Answerer, CREDENTIALS, startTwilioStandIn, twilioError } from '../support/stand-in';

const folder = mkdtempSync(path.join(tmpdir(), 'numbers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FLAGS = ['--env', path.join(folder, '.env'), '--assets-folder', folder];

function configure(asset: unknown, env = ''): void {
  const text = typeof asset === 'string' ? asset : JSON.stringify(asset);
  writeFileSync(path.join(folder, 'proxy-addresses.private.json'), text);
  writeFileSync(path.join(folder, '.env'), env);
}

const SHARED = {
  sms: {
    default: ['+12025551201', '+12025551202'],
    workers: { 'ana@example.com': '+12025551202', 'bo@example.com': { default: '+12025551202' } },
  },
  whatsapp: ['+12025551203', 'whatsapp:+12025551203'],
};

const HIDDEN = 'The names of workers are hidden. Show them with --identities.\n';

async function against(answer: Answerer, flags: string[] = []) {
  const twilio = await startTwilioStandIn(answer);
  try {
    const environment = { ...CREDENTIALS, ...twilio.environment };
    const outcome = await runScript('numbers', [...FLAGS, ...flags], { environment });
    expect(outcome.stdout + outcome.stderr).not.toContain(CREDENTIALS.AUTH_TOKEN);
    return outcome;
  } finally {
    await twilio.close();
  }
}

describe('without credentials', () => {
  beforeEach(() => configure(SHARED));

  test('lists each address once, with its places', async () => {
    const { exitCode, stdout, stderr } = await runScript('numbers', FLAGS);
    expect(linesOf(stdout)).toEqual([
      'channel address used by',
      'sms +12025551201 sms.default[#1]',
      'sms +12025551202 sms.default[#2]; sms.workers[#1]; sms.workers[#2].default',
      'whatsapp whatsapp:+12025551203 whatsapp[#1]; whatsapp[#2]',
      "– Not checked: the account's phone numbers (48028), the account's WhatsApp senders (48030). Set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.",
      'In the mapping: 3.',
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: HIDDEN });
  });

  test('--json: the same for another program, and no identity', async () => {
    const { exitCode, stdout, stderr } = await runScript('numbers', [...FLAGS, '--json']);
    const places = (...names: string[]) => names.map((place) => ({ place }));
    expect(JSON.parse(stdout)).toStrictEqual({
      numbers: [
        { channel: 'sms', address: '+12025551201', places: places('sms.default[#1]'), owned: null },
        {
          channel: 'sms',
          address: '+12025551202',
          places: places('sms.default[#2]', 'sms.workers[#1]', 'sms.workers[#2].default'),
          owned: null,
        },
        {
          channel: 'whatsapp',
          address: 'whatsapp:+12025551203',
          places: places('whatsapp[#1]', 'whatsapp[#2]'),
          owned: null,
        },
      ],
      unused: [],
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: HIDDEN });
  });

  test('identities on a terminal, but not in CI', async () => {
    const { stdout, stderr } = await atTerminal('numbers', [...FLAGS, 'ana@example.com']);
    expect(stdout).toContain('+12025551202  sms.workers[#1] ("ana@example.com")');
    expect(stdout + stderr).not.toMatch(/12025551201|In the mapping|hidden/);
    const inCi = await atTerminal('numbers', FLAGS, { environment: { CI: 'true' } });
    expect(inCi.stdout).toContain('sms.workers[#1];');
    expect(inCi.stdout).not.toContain('ana@');
    const json = await atTerminal('numbers', [...FLAGS, '--json']);
    expect(json.stdout).toContain('sms.workers[#1]');
    expect(json.stdout).not.toContain('ana@');
    const asked = await runScript('numbers', [...FLAGS, '--json', '--identities']);
    expect(asked.stdout).toContain('"ana@example.com"');
    expect(asked.stderr).toBe('');
  });
});

test('one number: its line alone, and nobody named in a pipe', async () => {
  configure(SHARED);
  const { stdout, stderr } = await runScript('numbers', [...FLAGS, '(202) 555-1201']);
  expect(linesOf(stdout).slice(0, 2)).toEqual([
    'channel address used by',
    'sms +12025551201 sms.default[#1]',
  ]);
  expect(stderr).toBe('');
  const none = await runScript('numbers', [...FLAGS, '--json', 'cy@example.com']);
  expect(JSON.parse(none.stdout)).toEqual({ numbers: [], unused: [] });
  expect(none.stdout + none.stderr).not.toContain('cy@');
});

test('--all shows more than a few places', async () => {
  configure({ sms: Array.from({ length: 5 }, () => '+12025551201') });
  const { stdout } = await runScript('numbers', [...FLAGS, '--all']);
  expect(linesOf(stdout)[1]).toMatch(/sms\[#4\]; sms\[#5\]$/);
});

describe('with credentials', () => {
  const ACCOUNT = accountApi({ numbers: [{ '+12025551201': true, '+12025551209': true }] });

  test.each([[[]], [['--json']]])('asked in vain: exit code 1, %j', async (flags) => {
    configure(SHARED);
    const { exitCode, stdout, stderr } = await against((request) => {
      if (request.host.startsWith('messaging')) return twilioError(503, 20503, 'Down');
      return ACCOUNT(request);
    }, flags);
    expect(exitCode).toBe(1);
    expect(flags.length > 0 ? stderr : stdout).toContain(
      "✘ Not checked: the account's WhatsApp senders (48030). Twilio failed (503). Try again later",
    );
    // What could be asked is told.
    expect(stdout).toContain('+12025551209');
  });
});

describe('a mapping that cannot be read: exit code 1, and no number that looks free', () => {
  test.each([
    [
      'invalid JSON',
      '{ "sms": ',
      'proxy-addresses.private.json is not valid JSON: npm run check shows where.',
    ],
    ['a list', '[]', 'proxy-addresses.private.json must hold one JSON object: { "channel": … }'],
  ])('%s', async (_, text, message) => {
    configure(text, 'TWILIO_SMS_NUMBER=+12025551201');
    const { exitCode, stdout, stderr } = await runScript('numbers', FLAGS);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `✘ ${message}\n`,
    });
  });

  test('a folder that is missing', async () => {
    configure({}, 'TWILIO_SMS_NUMBER=+12025551201');
    const flags = [...FLAGS.slice(0, 2), '--assets-folder', path.join(folder, 'nowhere')];
    const { exitCode, stdout, stderr } = await runScript('numbers', flags);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^✘ There is no proxy-addresses.private.json in .*nowhere\.\n$/);
  });

  test('no asset: variables are enough', async () => {
    configure({}, 'TWILIO_SMS_NUMBER=+12025551201');
    rmSync(path.join(folder, 'proxy-addresses.private.json'));
    const { exitCode, stdout } = await runScript('numbers', FLAGS);
    expect(linesOf(stdout)[1]).toBe('sms +12025551201 TWILIO_SMS_NUMBER');
    expect(exitCode).toBe(0);
    writeFileSync(path.join(folder, '.env'), '');
    expect((await runScript('numbers', FLAGS)).exitCode).toBe(1);
  });
});
