import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, accountApi } from './account-api';
import { type Outcome, runScript } from './run';
import { type Answerer, startTwilioStandIn, twilioError } from './twilio-stand-in';

const CREDENTIALS = { ACCOUNT_SID: `AC${'0'.repeat(32)}`, AUTH_TOKEN: 'the-secret-token' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontline-check-'));
});
afterAll(() => rm(folder, { recursive: true }));

let runs = 0;

/** Checks a configuration in a folder of its own. */
async function check(
  { asset, env = '' }: { asset?: unknown; env?: string },
  environment: Record<string, string> = {},
): Promise<Outcome> {
  runs += 1;
  const assets = await mkdtemp(path.join(folder, `${runs}-`));
  const envFile = path.join(folder, `${runs}.env`);
  await writeFile(envFile, env);
  if (asset !== undefined) {
    const text = typeof asset === 'string' ? asset : JSON.stringify(asset, null, 2);
    await writeFile(path.join(assets, 'proxy-addresses.private.json'), text);
  }
  return runScript('check.ts', ['--env', envFile, '--assets-folder', assets], environment);
}

/** The row of a place, its columns apart by single spaces. */
function rowOf({ stdout }: Outcome, ...columns: string[]): string | undefined {
  const rows = stdout.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
  return rows.find((row) => row.startsWith(columns.join(' ')));
}

describe('without credentials', () => {
  test('a right mapping: a row for each address, and what was not checked', async () => {
    const outcome = await check({
      env: 'TWILIO_CHAT_NUMBER=front-desk\nACCOUNT_SID=\n',
      asset: {
        sms: { default: ['+12025551234', '+12025551235'], prefixes: { '+44': '+442071234567' } },
        whatsapp: { workers: { ana: '+12025551236', bo: { default: 'whatsapp:+12025551237' } } },
      },
    });
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
    expect(rowOf(outcome, 'chat')).toBe('chat TWILIO_CHAT_NUMBER front-desk ✔ well-formed');
    expect(rowOf(outcome, 'sms default[#1]')).toBe('sms default[#1] 4 +12025551234 ✔ well-formed');
    expect(rowOf(outcome, 'sms default[#2]')).toBe('sms default[#2] 5 +12025551235 ✔ well-formed');
    expect(rowOf(outcome, 'sms prefixes')).toBe(
      'sms prefixes["+44"] 8 +442071234567 ✔ well-formed',
    );
    expect(rowOf(outcome, 'whatsapp workers[#1]')).toBe(
      'whatsapp workers[#1] 13 +12025551236 ✔ well-formed',
    );
    expect(rowOf(outcome, 'whatsapp workers[#2]')).toBe(
      'whatsapp workers[#2].default 15 whatsapp:+12025551237 ✔ well-formed',
    );
    expect(outcome.stdout).toContain('Not checked: whether the account owns the addresses (48028)');
    expect(outcome.stdout).toContain('✔ 6 addresses, 0 errors, 0 warnings');
    expect(outcome.stdout).not.toContain('\u001b[');
  });

  test('an error for each thing that would fail a request', async () => {
    const outcome = await check({
      env: 'TWILIO_SMS_NUMBER=+14155551234 # main\n',
      asset: {
        whatsapp: {
          default: {},
          defaults: '+12025551234',
          foo: { 'ana@example.com': '+12025551234' },
          prefixes: { '+44': ['+12025551234', 7], '+45': [] },
          workers: {
            ana: { default: 'messenger:1', workers: {} },
            bo: { prefixes: [] },
            7: '+1 202 555 1234',
          },
        },
        chat: { workers: ['front-desk'] },
      },
    });
    expect(outcome.exitCode).toBe(1);
    const rows = [
      ['sms TWILIO_SMS_NUMBER', 'must be + and 2 to 15 digits', '48026'],
      ['whatsapp default 3', 'must be an address in quotes', '48026'],
      ['whatsapp defaults 4', 'is no rule: is default meant?', ''],
      ['whatsapp foo 5', 'is no rule: use default or prefixes or workers', ''],
      ['whatsapp prefixes["+44"][#2]', 'must be an address in quotes', '48026'],
      ['whatsapp prefixes["+45"]', 'must hold at least one address', ''],
      // Counted as the Function counts: JavaScript puts the worker 7 first.
      ['whatsapp workers[#1]', 'must be + and 2 to 15 digits', '48026'],
      ['whatsapp workers[#2].default', 'has the prefix of another channel, messenger', '48029'],
      ['whatsapp workers[#2].workers', 'is no rule: use default or prefixes', ''],
      ['whatsapp workers[#3].prefixes', 'must be an object', ''],
      ['chat workers', 'must be an object', ''],
    ];
    for (const [place = '', fault, code] of rows) {
      expect(rowOf(outcome, place)).toMatch(/✘/);
      expect(rowOf(outcome, place)).toContain(fault);
      expect(rowOf(outcome, place)).toContain(code);
    }
    expect(outcome.stdout).toContain(`${rows.length} errors`);
    for (const worker of ['ana', 'bo']) {
      expect(outcome.stdout).not.toMatch(new RegExp(`\\b${worker}\\b`));
    }
  });

  test('a warning for what is surely unintended, which fails nothing', async () => {
    const outcome = await check({
      env: 'TWILIO_PHONE_NUMBER=+12025551234\nTWILIO_WHATAPP_NUMBER=+12025551234\nTWILIO_CHAT_NUMBER=front-desk\n',
      asset: `{
        "sms": {
          "default": ["+12025551234", "+12025551234", "+14155550100"],
          "prefixes": { "44": "+12025551234", "+044": "+12025551234", "+44": "+442079460123", "+44": "+442071234567" }
        },
        "whatsapp": ["+12025551234", "whatsapp:+12025551234"],
        "chat": "front-desk",
        "SMS": "+12025551234",
        "rcs": {},
        "workers": { "ana@example.com": "front-desk" }
      }`,
    });
    expect(outcome.exitCode).toBe(0);
    const rows = [
      ['phone TWILIO_PHONE_NUMBER', 'looks misspelt: is TWILIO_SMS_NUMBER meant?'],
      ['whatapp TWILIO_WHATAPP_NUMBER', 'looks misspelt: is TWILIO_WHATSAPP_NUMBER meant?'],
      ['sms default[#2]', 'is twice in its pool'],
      ['sms default[#3]', 'is a sample number'],
      ['sms prefixes["44"]', 'matches no number'],
      ['sms prefixes["+044"]', 'matches no number'],
      ['sms prefixes["+44"]', 'is a sample number'],
      ['whatsapp [#2]', 'is twice in its pool'],
      ['chat 7', 'is hidden by TWILIO_CHAT_NUMBER'],
      ['SMS 8', 'looks misspelt: is sms meant?'],
      ['rcs 9', 'has no address'],
      ['workers 10', 'is a rule, and hardly a channel'],
    ];
    for (const [place = '', warning] of rows) {
      expect(rowOf(outcome, place)).toContain(`⚠ ${warning}`);
    }
    expect(outcome.stdout).toContain('is given twice: only the last counts');
    expect(outcome.stdout).toContain(`0 errors, ${rows.length + 1} warnings`);
  });

  test('workers of any name', async () => {
    const asset = `{ "sms": { "workers": {
      "constructor": [],
      "__proto__": { "prefixes": [] },
      "prototype": { "defaults": "+12025551234" },
      "toString": "+12025551234"
    } } }`;
    const outcome = await check({ asset });
    expect(rowOf(outcome, 'sms workers[#1]')).toContain('✘ must hold at least one address');
    expect(rowOf(outcome, 'sms workers[#2].prefixes')).toContain('✘ must be an object');
    expect(rowOf(outcome, 'sms workers[#3].defaults')).toContain('✘ is no rule: is default meant?');
    expect(outcome.stdout).toContain('1 address, 3 errors');
  });

  test('an asset that cannot be read', async () => {
    const assets = await mkdtemp(path.join(folder, 'unreadable-'));
    await mkdir(path.join(assets, 'proxy-addresses.private.json'));
    const flags = ['--assets-folder', assets, '--env', '/dev/null'];
    const { exitCode, stderr } = await runScript('check.ts', flags);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('EISDIR');
  });

  test('a mapping of any size', async () => {
    const workers = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [
        `worker-${index}`,
        `+1202${5_600_000 + index}`,
      ]),
    );
    const { exitCode, stdout } = await check({ asset: JSON.stringify({ sms: { workers } }) });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('✔ 100000 addresses, 0 errors, 0 warnings');
  });

  test('a file that would be public', async () => {
    const assets = await mkdtemp(path.join(folder, 'public-'));
    await writeFile(path.join(assets, 'customers.csv'), '');
    const outcome = await runScript('check.ts', ['--assets-folder', assets, '--env', '/dev/null']);
    expect(outcome.exitCode).toBe(0);
    expect(rowOf(outcome, 'customers.csv')).toContain('⚠ will be public on the internet');
  });

  test('no mapping at all', async () => {
    const outcome = await check({});
    expect(outcome.exitCode).toBe(0);
    expect(outcome.stdout).toContain('⚠ no channel has an address: every request will be refused');
  });

  test.each([
    ['{\n  "sms": "+12025551234",\n}', 3, 'is not valid JSON here: property name expected'],
    ['{\n  "sms": +12025551234\n}', 2, 'is not valid JSON here: invalid symbol'],
    ['{\n  // main\n  "sms": "+12025551234" }', 2, 'is not valid JSON here: invalid comment token'],
    ['', 1, 'is not valid JSON here: value expected'],
    ['["+12025551234"]', 1, 'must hold one JSON object'],
  ])('an asset that is no mapping: %j', async (asset, line, fault) => {
    const outcome = await check({ asset });
    expect(outcome.exitCode).toBe(1);
    expect(rowOf(outcome, 'proxy-addresses.private.json')).toContain(`json ${line} ✘`);
    expect(outcome.stdout).toContain(fault);
  });
});

describe('with credentials', () => {
  const env = `ACCOUNT_SID=${CREDENTIALS.ACCOUNT_SID}\nAUTH_TOKEN=${CREDENTIALS.AUTH_TOKEN}\n`;

  async function checkAgainst(answer: Answerer, asset: object, variables = env) {
    const twilio = await startTwilioStandIn(answer);
    try {
      const outcome = await check({ asset, env: variables }, twilio.environment);
      expect(outcome.stdout + outcome.stderr).not.toContain(CREDENTIALS.AUTH_TOKEN);
      return { outcome, requests: twilio.requests };
    } finally {
      await twilio.close();
    }
  }

  test('tells owned addresses from all others, in one request a page', async () => {
    const account: Account = {
      numbers: [{ '+12025551201': true, '+12025551202': false }, { '+12025551203': true }, {}],
      senders: [
        { 'whatsapp:+12025551201': 'ONLINE', 'whatsapp:+12025551202': 'OFFLINE' },
        { 'whatsapp:+12025551203': 'ONLINE:UPDATING' },
      ],
    };
    const numbers = ['+12025551201', '+12025551202', '+12025551203', '+12025551204'];
    const { outcome, requests } = await checkAgainst(accountApi(account), {
      sms: numbers,
      whatsapp: { workers: Object.fromEntries(numbers.map((number) => [number, number])) },
      chat: 'front-desk',
    });
    expect(outcome.exitCode).toBe(1);
    const verdicts = [
      ['sms [#1]', '✔ the account has it'],
      ['sms [#2]', '✘ cannot send SMS (48028)'],
      ['sms [#3]', '✔ the account has it'],
      ['sms [#4]', "✘ is none of this account's phone numbers (48028)"],
      ['whatsapp workers[#1]', '✔ the account has it'],
      ['whatsapp workers[#2]', '✘ is a WhatsApp sender that is OFFLINE (48028)'],
      ['whatsapp workers[#3]', '✔ the account has it'],
      ['whatsapp workers[#4]', "✘ is none of this account's WhatsApp senders (48028)"],
      ['chat', '✔ well-formed'],
    ];
    for (const [place = '', verdict] of verdicts) expect(rowOf(outcome, place)).toContain(verdict);
    expect(outcome.stdout).not.toContain('Not checked');
    expect(requests).toHaveLength(5);
  });

  test('does not ask for what a variable hides: another environment may own it', async () => {
    const account = accountApi({ numbers: [{ '+12025551201': true }] });
    const variables = `${env}TWILIO_SMS_NUMBER=+12025551201\n`;
    const { outcome } = await checkAgainst(account, { sms: ['+12025551299'] }, variables);
    expect(outcome.exitCode).toBe(0);
    expect(rowOf(outcome, 'sms TWILIO_SMS_NUMBER')).toContain('✔ the account has it');
    expect(rowOf(outcome, 'sms [#1]')).toContain('✔ well-formed');
    expect(rowOf(outcome, 'sms 2')).toContain('⚠ is hidden by TWILIO_SMS_NUMBER');
  });

  test('says what is wrong with the credentials themselves', async () => {
    const { outcome } = await checkAgainst(
      accountApi({}),
      { sms: '+12025551201' },
      env.replace('=AC', '=SK'),
    );
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stdout).toContain('Twilio could not be asked: accountSid must start with AC');
  });

  test('asks only for the channels that the mapping has', async () => {
    const { outcome, requests } = await checkAgainst(accountApi({}), { chat: 'front-desk' });
    expect(outcome).toMatchObject({ exitCode: 0 });
    expect(requests).toEqual([]);
  });

  test('takes them from the environment too', async () => {
    const twilio = await startTwilioStandIn(accountApi({ numbers: [{ '+12025551201': true }] }));
    const environment = { ...twilio.environment, ...CREDENTIALS };
    const outcome = await check({ asset: { sms: '+12025551201' } }, environment);
    await twilio.close();
    expect(outcome.stdout).toContain('✔ the account has it');
  });

  test.each([
    [401, 20003, 'Twilio refused the credentials (401): check ACCOUNT_SID and AUTH_TOKEN.'],
    [429, 20429, 'Twilio was asked too often (429): try again in a minute.'],
    [500, 20500, 'Twilio answered 500: It broke.'],
  ])('says what Twilio’s %d means, and blames no number', async (status, code, text) => {
    const { outcome } = await checkAgainst(() => twilioError(status, code, 'It broke.'), {
      sms: '+12025551201',
    });
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stdout).toContain(`whether the account owns its phone numbers (48028). ${text}`);
    expect(rowOf(outcome, 'sms')).toContain('✔ well-formed');
    expect(outcome.stdout).toContain('✘ 1 address, 0 errors, 0 warnings, Twilio did not answer');
  });

  test('says that Twilio does not answer', async () => {
    const { outcome } = await checkAgainst(() => ({ status: 200, body: {}, delayMs: 60_000 }), {
      sms: '+12025551201',
    });
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stdout).toContain('Twilio could not be reached (ECONNABORTED)');
  });

  test('says that there is no network', async () => {
    const nobody = { HTTP_PROXY: 'http://127.0.0.1:9' };
    const outcome = await check({ asset: { sms: '+12025551201' }, env }, nobody);
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stdout).toContain('Twilio could not be reached (ECONNREFUSED)');
  });
});

describe('the flags', () => {
  test('--help prints the usage', async () => {
    const { exitCode, stdout } = await runScript('check.ts', ['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('npm run check -- [flags]');
  });

  test.each([
    [['--wrong'], "Unknown option '--wrong'"],
    [['--env', 'missing.env'], 'Failed to find .env file'],
    [['more'], "Unexpected argument 'more'"],
  ])('%j is wrong: exit code 2', async (flags, message) => {
    const { exitCode, stderr } = await runScript('check.ts', flags);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
