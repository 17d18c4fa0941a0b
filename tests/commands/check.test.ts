import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SERVICE_SID } from '../../scripts/stand-in/conversations';
import {
  type Answerer,
  CREDENTIALS,
  startTwilioStandIn,
  twilioError,
} from '../../scripts/stand-in/twilio';
import { type Account, accountApi } from '../support/account-api';
import { atTerminal, type Outcome, runScript } from '../support/run';

const NOT_ASKED =
  '– Not checked: whether the account owns the addresses (48028, 48030). Set ACCOUNT_SID and AUTH_TOKEN in .env or the environment.';

const TWO_WORKERS =
  '– Two workers can get one address of a pool for the same customer, which Frontline refuses (48031). To have the Function ask first, set in .env:';
const NOT_SWITCHED_ON = `${TWO_WORKERS} TWILIO_CONVERSATIONS_SERVICE_SID=IS…, the SID of Frontline's Conversations service, which is shown here if the credentials are set`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontline-check-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Configured {
  /** The asset's text, or what it holds; no asset by default. */
  asset?: unknown;
  env?: string | Buffer;
  /** More files beside the asset. */
  files?: string[];
  /** Links beside the asset, to it. */
  links?: string[];
}

interface Setting {
  /** A folder with `.env` and `assets`. */
  cwd: string;
  flags: string[];
}

/** Writes a configuration into a folder of its own. */
async function configure({ asset, env, files = [], links = [] }: Configured): Promise<Setting> {
  const cwd = await mkdtemp(path.join(folder, 'configuration-'));
  const assets = path.join(cwd, 'assets');
  await mkdir(assets);
  const mapping = path.join(assets, 'proxy-addresses.private.json');
  if (env !== undefined) await writeFile(path.join(cwd, '.env'), env);
  if (asset !== undefined) {
    await writeFile(mapping, typeof asset === 'string' ? asset : JSON.stringify(asset, null, 2));
  }
  for (const name of files) await writeFile(path.join(assets, name), '');
  for (const name of links) await symlink(mapping, path.join(assets, name));
  return {
    cwd,
    flags: [
      '--env',
      env === undefined ? '/dev/null' : path.join(cwd, '.env'),
      '--assets-folder',
      assets,
    ],
  };
}

function ciAtTerminal(name: 'check', flags: string[]): Promise<Outcome> {
  return atTerminal(name, flags, { environment: { CI: 'true' } });
}

/** Checks a configuration. */
async function check(
  configured: Configured,
  { flags = [], environment = {} }: { flags?: string[]; environment?: Record<string, string> } = {},
): Promise<Outcome & { lines: string[] }> {
  const setting = await configure(configured);
  const outcome = await runScript('check', [...setting.flags, ...flags], { environment });
  // Blanks align the table, and the folder is another one each time.
  const lines = outcome.stdout
    .replaceAll(`${setting.cwd}/`, '')
    .split('\n')
    .map((line) => line.replace(/(\S) {2,}/g, '$1 ').trimEnd())
    .filter((line) => line !== '');
  return { ...outcome, lines };
}

describe('a right mapping', () => {
  test('is shown whole, each place as the Function names it', async () => {
    const { exitCode, stderr, stdout, lines } = await check({
      env: 'TWILIO_CHAT_NUMBER=front-desk\nACCOUNT_SID=\n',
      asset: {
        $schema: 'schema.json',
        sms: { default: ['+12025551234', '+12025551235'], prefixes: { '+44': '+442071234567' } },
        whatsapp: {
          default: '+12025551236',
          workers: { ana: '+12025551237', bo: { default: 'whatsapp:+12025551238' } },
        },
      },
    });
    expect(lines).toEqual([
      'place line address',
      'TWILIO_CHAT_NUMBER 1 front-desk ✔ well-formed',
      'sms.default[#1] 5 +12025551234 ✔ well-formed',
      'sms.default[#2] 6 +12025551235 ✔ well-formed',
      'sms.prefixes["+44"] 9 +442071234567 ✔ well-formed',
      'whatsapp.default 13 +12025551236 ✔ well-formed',
      'whatsapp.workers[#1] 15 +12025551237 ✔ well-formed',
      'whatsapp.workers[#2].default 17 whatsapp:+12025551238 ✔ well-formed',
      NOT_ASKED,
      NOT_SWITCHED_ON,
      '✔ 7 addresses, 0 errors, 0 warnings',
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).not.toContain('\u001b[');
  });

  test('the examples have no error', async () => {
    const flags = ['--env', '/dev/null', '--assets-folder', 'examples'];
    const { exitCode, stdout } = await runScript('check', flags);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('✔ 14 addresses, 0 errors, 13 warnings');
  });
});

test('an error for each thing that would fail a request', async () => {
  const { exitCode, lines, stdout } = await check({
    env: 'TWILIO_SMS_NUMBER=+14155551234 # main\n',
    asset: {
      whatsapp: {
        default: {},
        prefixes: { '+44': ['+12025551234', 7, ['+12']], '+45': [] },
        workers: {
          ana: { default: 'messenger:1' },
          bo: { prefixes: [] },
          7: '+1 202 555 1234',
        },
      },
      chat: { default: 'front-desk', workers: ['front-desk'] },
      default: 'two words',
    },
  });
  expect(lines.filter((line) => /^[✘⚠]/.test(line))).toEqual([
    '⚠ default, line 30: is a rule, and hardly a channel: put it below one, such as "sms"',
    '✘ TWILIO_SMS_NUMBER, line 1: must be + and 2 to 15 digits, country code first (E.164): a comment needs a line of its own (48026)',
    '✘ whatsapp.default, line 3: must be an address in quotes (48026)',
    '✘ whatsapp.prefixes["+44"][#2], line 7: must be an address in quotes (48026)',
    '✘ whatsapp.prefixes["+44"][#3], line 8: must be an address in quotes (48026)',
    '✘ whatsapp.prefixes["+45"], line 12: must hold at least one address (48026)',
    // Counted as the Function counts: JavaScript puts the worker 7 first.
    '✘ whatsapp.workers[#1], line 15: must be + and 2 to 15 digits, country code first, with or without whatsapp: before it: write +12025551234 (48026)',
    '✘ whatsapp.workers[#2].default, line 17: is an address of another channel, messenger (48029)',
    '✘ whatsapp.workers[#3].prefixes, line 20: must be an object: { "…": … } (48026)',
    '✘ chat.workers, line 26: must be an object: { "…": … } (48026)',
    '✘ default, line 30: must be 1 to 256 characters, without white space or control characters (48026)',
    '✘ 9 addresses, 10 errors, 1 warning',
  ]);
  expect(lines).toContain('whatsapp.prefixes["+44"][#1] 6 +12025551234 ✔ well-formed');
  expect(lines).toContain('whatsapp.workers[#1] 15 +1 202 555 1234 ✘');
  expect(exitCode).toBe(1);
  for (const worker of ['ana', 'bo']) expect(stdout).not.toMatch(new RegExp(`\\b${worker}\\b`));
});

test('a warning for what is legal, but surely unintended', async () => {
  const { exitCode, lines } = await check({
    env: `TWILIO_PHONE_NUMBER=+12025551234
TWILIO_WHATAPP_NUMBER=+12025551234
TWILIO_CHAT_NUMBER=front-desk
WHATSAPP_NUMBER=+12025551234
SMS_NUMBER=+12025551234
`,
    asset: `{
      "sms": {
        "default": ["+12025551234", "+12025551234", "+14155550100"],
        "prefixes": {
          "44": "two words",
          "+1 415": "+12025551234",
          "+44": "two words",
          "+44": "+442071234567"
        },
        "defaults": "two words"
      },
      "whatsapp": { "default": ["+12025551234", "whatsapp:+12025551234"] },
      "chat": ["two words"],
      "SMS": "+12025551234",
      "rcs": {},
      "workers": { "ana@example.com": "two words" },
      "": "two words"
    }`,
  });
  expect(lines.filter((line) => /^[✘⚠✔]/.test(line))).toEqual([
    '⚠ TWILIO_PHONE_NUMBER, line 1: looks misspelt: is TWILIO_SMS_NUMBER meant?',
    '⚠ TWILIO_WHATAPP_NUMBER, line 2: looks misspelt: is TWILIO_WHATSAPP_NUMBER meant?',
    '⚠ WHATSAPP_NUMBER, line 4: looks misspelt: is TWILIO_WHATSAPP_NUMBER meant?',
    '⚠ SMS_NUMBER, line 5: looks misspelt: is TWILIO_SMS_NUMBER meant?',
    '⚠ sms.default[#2], line 3: is twice in its pool, and counts once',
    '⚠ sms.default[#3], line 3: is a sample number that nobody has: write your own',
    '⚠ sms.prefixes["44"], line 5: matches no number: write +44',
    '⚠ sms.prefixes[#2], line 6: matches no number: write +1415',
    '⚠ sms.prefixes["+44"], line 7: is given twice: only the last counts',
    '⚠ sms.defaults, line 10: is no rule: is default meant?',
    '⚠ whatsapp.default[#2], line 12: is twice in its pool, and counts once',
    '⚠ chat, line 13: is hidden by TWILIO_CHAT_NUMBER, which is set: blank that, and this counts',
    '⚠ SMS, line 14: looks misspelt: is sms meant?',
    '⚠ workers, line 16: is a rule, and hardly a channel: put it below one, such as "sms"',
    '⚠ workers[#1], line 16: is no rule: use default or prefixes or workers',
    '⚠ [#7], line 17: has no name, so no request can ask for it',
    '⚠ rcs, line 15: has no address: every request will be refused',
    '⚠ workers, line 16: has no address: every request will be refused',
    '✔ 10 addresses, 0 errors, 18 warnings',
  ]);
  // What counts for nothing is not shown as if it did.
  expect(lines.filter((line) => line.includes('two words'))).toEqual([]);
  expect(exitCode).toBe(0);
});

test('a key that stands twice is told once, and where it does not count', async () => {
  const { lines } = await check({
    asset: `{
      "sms": { "default": "two words", "prefixes": { "+44": "two words" } },
      "sms": {
        "default": "+12025551234",
        "workers": { "ana": "two words", "bo": "+12025551235" },
        "workers": { "ana": "two words", "ana": "+12025551236" }
      }
    }`,
  });
  expect(lines).toEqual([
    'place line address',
    'sms.default 4 +12025551234 ✔ well-formed',
    'sms.workers[#1] 6 +12025551236 ⚠',
    '⚠ sms, line 2: is given twice: only the last counts',
    '⚠ sms.workers, line 5: is given twice: only the last counts',
    '⚠ sms.workers[#1], line 6: is given twice: only the last counts',
    NOT_ASKED,
    '✔ 2 addresses, 0 errors, 3 warnings',
  ]);
});

test('a pool of a variable, part by part', async () => {
  const { exitCode, lines } = await check({
    env: 'TWILIO_SMS_NUMBER=+12025551234, ,12025551235 ,+12025551236,+12025551236\nTWILIO_CHAT_NUMBER=desk,\n',
  });
  expect(lines).toEqual([
    'place line address',
    'TWILIO_SMS_NUMBER[#1] 1 +12025551234 ✔ well-formed',
    'TWILIO_SMS_NUMBER[#2] 1 12025551235 ✘',
    'TWILIO_SMS_NUMBER[#3] 1 +12025551236 ✔ well-formed',
    'TWILIO_SMS_NUMBER[#4] 1 +12025551236 ⚠',
    'TWILIO_CHAT_NUMBER 2 desk ✔ well-formed',
    '⚠ TWILIO_SMS_NUMBER[#4], line 1: is twice in its pool, and counts once',
    '✘ TWILIO_SMS_NUMBER[#2], line 1: must be + and 2 to 15 digits, country code first (E.164) (48026)',
    NOT_ASKED,
    NOT_SWITCHED_ON,
    '✘ 5 addresses, 1 error, 1 warning',
  ]);
  expect(exitCode).toBe(1);
});

test('identities that are compared to the letter, and channels that are closed to others', async () => {
  const { exitCode, lines } = await check({
    asset: `{
      "sms": { "default": "+12025551234", "workers": {
        "Ana@example.com": "+12025551235",
        "ana@example.com": "+12025551236",
        " bo@example.com": "+12025551237",
        "": "+12025551238",
        "cy@example.com": "+12025551239"
      } },
      "whatsapp": { "workers": { "ana@example.com": "+12025551235" } },
      "rcs": { "prefixes": { "+44": "desk" }, "workers": { "ana@example.com": "desk" } }
    }`,
  });
  const alike = 'differs from another identity in capitals or white space alone, which count';
  expect(lines.filter((line) => /^[✘⚠✔]/.test(line))).toEqual([
    `⚠ sms.workers[#1], line 3: ${alike}`,
    `⚠ sms.workers[#2], line 4: ${alike}`,
    '⚠ sms.workers[#3], line 5: has white space around the identity, which counts',
    '⚠ sms.workers[#4], line 6: has no identity: nobody is called so',
    '⚠ whatsapp, line 9: has workers and no default: everybody else is refused',
    '⚠ rcs, line 10: has workers and no default: everybody else is refused, but for customers whom a prefix matches',
    '✔ 9 addresses, 0 errors, 6 warnings',
  ]);
  expect(exitCode).toBe(0);
});

test('numbers that cannot be, and how what is written otherwise is written', async () => {
  const { lines } = await check({
    asset: {
      sms: [
        '+14155552671',
        '+1415555267',
        '+4420718387',
        '+4402071838750',
        '+1 (415) 555-2672',
        '0044 20 7183 8750',
        '4155552671',
      ],
      whatsapp: {
        default: 'whatsapp:+12',
        prefixes: { '+999': '+14155552671', '+4': '+14155552671' },
      },
    },
  });
  const malformed = 'must be + and 2 to 15 digits, country code first (E.164)';
  expect(lines.filter((line) => /^[✘⚠]/.test(line))).toEqual([
    '⚠ sms[#2], line 4: cannot be a phone number: digits are missing',
    '⚠ sms[#3], line 5: cannot be a phone number: its country has none with so many digits',
    '⚠ sms[#4], line 6: cannot be a phone number: is +442071838750 meant?',
    '⚠ whatsapp.default, line 12: cannot be a phone number: digits are missing',
    '⚠ whatsapp.prefixes["+999"], line 14: matches no phone number: no country has this code',
    `✘ sms[#5], line 7: ${malformed}: write +14155552672 (48026)`,
    `✘ sms[#6], line 8: ${malformed}: write +442071838750 (48026)`,
    `✘ sms[#7], line 9: ${malformed} (48026)`,
    '✘ 10 addresses, 3 errors, 5 warnings',
  ]);
});

test('workers of any name', async () => {
  const { lines } = await check({
    asset: `{ "sms": { "default": "+12025551234", "workers": {
      "constructor": [],
      "__proto__": { "prefixes": [] },
      "prototype": { "defaults": "+12025551234" },
      "toString": "+12025551234"
    } } }`,
  });
  expect(lines.filter((line) => /^[✘⚠]/.test(line))).toEqual([
    '⚠ sms.workers[#3].defaults, line 4: is no rule: is default meant?',
    '✘ sms.workers[#1], line 2: must hold at least one address (48026)',
    '✘ sms.workers[#2].prefixes, line 3: must be an object: { "…": … } (48026)',
    '✘ 2 addresses, 2 errors, 1 warning',
  ]);
});

describe('a mapping that refuses every request is an error, which says why', () => {
  const NOTHING_SET = 'and no TWILIO_<CHANNEL>_NUMBER is set: every request would be refused';
  const ASSET = 'assets/proxy-addresses.private.json';

  test.each<[string, Configured, string]>([
    ['no asset', {}, 'is missing'],
    [
      'a misnamed asset',
      { files: ['proxy-adresses.private.json'] },
      'is missing: is assets/proxy-adresses.private.json meant?',
    ],
    [
      'an asset that is not private',
      { files: ['proxy-addresses.json'] },
      'is missing: is assets/proxy-addresses.json meant?',
    ],
    ['an empty asset', { asset: {} }, 'has no channel'],
    ['an asset with its schema alone', { asset: { $schema: 'x' } }, 'has no channel'],
    [
      'rules at the top',
      { asset: { default: '+12025551234' } },
      'has "default" at the top, where only channels are looked for',
    ],
    [
      'workers at the top',
      { asset: { workers: { ana: '+12025551234' } } },
      'has "workers" at the top, where only channels are looked for',
    ],
    [
      'a channel in capitals',
      { asset: { SMS: '+12025551234' } },
      'has no channel that Frontline asks for: is sms meant by SMS?',
    ],
    [
      'a channel without an address',
      { asset: { sms: { prefixes: { '44': '+12025551234' } } } },
      'has a channel, but no address in it',
    ],
    [
      'a variable of another name',
      { asset: {}, env: 'TWILIO_PHONE_NUMBER=+12025551234' },
      'has no channel',
    ],
  ])('%s', async (_, configured, reason) => {
    const { exitCode, lines } = await check(configured);
    expect(lines).toContain(`✘ ${ASSET}: ${reason}, ${NOTHING_SET}`);
    expect(exitCode).toBe(1);
  });

  test.each<[string, Configured]>([
    ['one variable', { env: 'TWILIO_SMS_NUMBER=+12025551234' }],
    ['one channel', { asset: { sms: '+12025551234', SMS: '+12025551234', default: 'x' } }],
    ['a channel of another kind', { asset: { 'my-channel': 'desk' } }],
    ['one worker', { asset: { sms: { workers: { ana: '+12025551234' } } } }],
  ])('%s is enough', async (_, configured) => {
    const { exitCode, stdout } = await check(configured);
    expect(stdout).not.toContain('every request would be refused');
    expect(exitCode).toBe(0);
  });
});

describe('the file of variables', () => {
  const SMS = 'TWILIO_SMS_NUMBER=+12025551234\n';
  const findings = (lines: string[]) => lines.filter((line) => /^[✘⚠] (\.env|TWILIO)/.test(line));

  test('names each line that is passed over, and no value', async () => {
    const { exitCode, lines, stdout } = await check({
      env: `# a comment\r\n\r\nexport TWILIO_SMS_NUMBER=+12025551234\r\nTWILIO_CHAT_NUMBER: front-desk\r\nMIIEvQIBADANBgkqhkiG\n${SMS}`,
    });
    expect(findings(lines)).toEqual([
      '⚠ .env, line 5: is passed over: a line must be NAME=value',
      '✘ .env, line 3: is passed over: a line must be NAME=value, without export',
      '✘ .env, line 4: is passed over: a line must be NAME=value',
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).not.toMatch(/MIIE|front-desk/);
  });

  test('in UTF-16 is not read at all', async () => {
    const { exitCode, lines } = await check({ env: Buffer.from(`\uFEFF${SMS}`, 'utf16le') });
    expect(findings(lines)).toEqual([
      '✘ .env: is not written in UTF-8, and cannot be read: save it as UTF-8',
    ]);
    expect(exitCode).toBe(1);
  });

  test('a variable that stands twice counts once', async () => {
    const { exitCode, lines } = await check({ env: `TWILIO_SMS_NUMBER=two words\n\n${SMS}` });
    expect(findings(lines)).toEqual([
      '⚠ TWILIO_SMS_NUMBER, line 1: stands again in line 3: only that counts',
    ]);
    expect(lines).toContain('TWILIO_SMS_NUMBER 3 +12025551234 ⚠');
    expect(exitCode).toBe(0);
  });

  test('a variable that is set in the shell alone is not deployed', async () => {
    const environment = {
      TWILIO_SMS_NUMBER: '+12025551234',
      TWILIO_CHAT_NUMBER: 'desk',
      TWILIO_CONVERSATIONS_SERVICE_SID: 'IS1',
    };
    const { lines } = await check(
      { env: 'TWILIO_SMS_NUMBER=\nTWILIO_CHAT_NUMBER=desk\n' },
      { environment },
    );
    expect(findings(lines)).toEqual([
      '⚠ TWILIO_SMS_NUMBER: is set in your shell alone, and not deployed: put it into .env',
      '⚠ TWILIO_CONVERSATIONS_SERVICE_SID: is set in your shell alone, and not deployed: put it into .env',
    ]);
  });

  test('a variable with small letters is never read', async () => {
    const { exitCode, lines, stdout } = await check({
      env: `TWILIO_sms_NUMBER=+12025551234\n${SMS}`,
    });
    expect(findings(lines)).toEqual([
      '✘ TWILIO_sms_NUMBER, line 1: is never read: write TWILIO_SMS_NUMBER',
    ]);
    expect(stdout).not.toContain('TWILIO_sms_NUMBER  ');
    expect(exitCode).toBe(1);
  });

  test('a token that only npm run deploy keeps back', async () => {
    const env = `${SMS}TWILIO_AUTH_TOKEN=the-secret-token\nTWILIO_ACCOUNT_SID=\n`;
    const { lines, stdout } = await check({ env });
    expect(findings(lines)).toEqual([
      '⚠ TWILIO_AUTH_TOKEN, line 2: would be deployed by twilio serverless:deploy, though not by npm run deploy: call it AUTH_TOKEN',
    ]);
    expect(stdout).not.toContain('the-secret-token');
  });
});

describe('what would be public on the internet', () => {
  const SMS = { asset: { sms: '+12025551234' } };
  const MAPPING = 'proxy-addresses.private.json';
  const found = (lines: string[]) => lines.filter((line) => /^[✘⚠] assets/.test(line));

  test('copies of the mapping, and links to it', async () => {
    const copies = [
      `${MAPPING}.bak`,
      `${MAPPING}.orig`,
      `.${MAPPING}.swp`,
      'proxy-addresses.private.old.json',
    ];
    const { exitCode, lines } = await check({ ...SMS, files: copies, links: ['numbers.json'] });
    expect(found(lines).sort()).toEqual(
      [...copies, 'numbers.json']
        .map((name) => `✘ assets/${name}: would be public on the internet, as /${name}: remove it`)
        .sort(),
    );
    expect(exitCode).toBe(1);
  });

  test('any other file, as a warning, unless it is meant', async () => {
    const files = ['customers.csv', 'logo.png', 'list.private.csv', 'page.protected.html'];
    const { exitCode, lines } = await check({ ...SMS, files }, { flags: ['--public', 'logo.png'] });
    expect(found(lines)).toEqual([
      '⚠ assets/customers.csv: would be public on the internet, as /customers.csv, by twilio serverless:deploy: put .private before its last dot, or move it; if everybody may read it: --public customers.csv',
    ]);
    expect(exitCode).toBe(0);
    const flags = ['--public', './logo.png', '--public', 'customers.csv'];
    expect(found((await check({ ...SMS, files }, { flags })).lines)).toEqual([]);
  });

  test('a copy of the mapping, meant or not, and in a folder', async () => {
    const setting = await configure(SMS);
    await mkdir(path.join(setting.cwd, 'assets', 'old.private'));
    await writeFile(path.join(setting.cwd, 'assets', 'old.private', `${MAPPING}.bak`), '{}');
    const flags = [...setting.flags, '--public', `old.private/${MAPPING}.bak`];
    const { exitCode, stdout } = await runScript('check', flags);
    expect(stdout).toContain(
      `would be public on the internet, as /old.private/${MAPPING}.bak: remove it\n`,
    );
    expect(exitCode).toBe(1);
  });

  test('a link to nowhere, as an editor leaves it', async () => {
    const setting = await configure(SMS);
    await symlink('nowhere', path.join(setting.cwd, 'assets', '.#mapping'));
    const { exitCode, stdout } = await runScript('check', setting.flags);
    expect(stdout).toMatch(/⚠ .*assets\/\.#mapping: would be public on the internet/);
    expect(exitCode).toBe(0);
  });
});

describe('an asset that is no mapping', () => {
  test('is shown where it stops being JSON', async () => {
    const { exitCode, stdout } = await check({ asset: '{\n  "sms": "+12025551234",\n}' });
    // In a pipe, what might be somebody's name is dotted out.
    expect(
      stdout,
    ).toBe(`✘ proxy-addresses.private.json, line 2: is not valid JSON: a comma too many (48026)
      "sms": "············",
                           ^

✘ 0 addresses, 1 error, 0 warnings
`);
    expect(exitCode).toBe(1);
  });

  test('is one, but of another kind', async () => {
    const { exitCode, lines } = await check({ asset: '["+12025551234"]' });
    expect(lines).toEqual([
      '✘ proxy-addresses.private.json, line 1: must hold one JSON object: { "channel": … }',
      '✘ 0 addresses, 1 error, 0 warnings',
    ]);
    expect(exitCode).toBe(1);
  });

  test('cannot be read', async () => {
    const setting = await configure({});
    await mkdir(path.join(setting.cwd, 'assets/proxy-addresses.private.json'));
    const { exitCode, stderr } = await runScript('check', setting.flags);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('✘ EISDIR');
  });

  test('is nested too deep to be one', async () => {
    const asset = `{ "sms": ${'['.repeat(20_000)}${']'.repeat(20_000)} }`;
    const { exitCode, lines } = await check({ asset });
    expect(lines).toContain('✘ sms[#1], line 1:11: must be an address in quotes (48026)');
    expect(exitCode).toBe(1);
  });
});

describe('a mapping of any size', () => {
  const number = (index: number) => `+1202${5_600_000 + index}`;
  const workersOf = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`worker-${index}`, number(index)]),
    );

  test('of more than 50 addresses, only those are shown that something is said of', async () => {
    const workers = { ...workersOf(60), 'worker-17': '2025600017', 'worker-20': '+14155550100' };
    const asset = JSON.stringify({ sms: { default: '+12025551234', workers } }, null, 1);
    const { exitCode, lines } = await check({ asset });
    expect(lines).toEqual([
      'place line address',
      'sms.workers[#18] 22 2025600017 ✘',
      'sms.workers[#21] 25 +14155550100 ⚠',
      '59 addresses are right (--all shows them)',
      '⚠ sms.workers[#21], line 25: is a sample number that nobody has: write your own',
      '✘ sms.workers[#18], line 22: must be + and 2 to 15 digits, country code first (E.164) (48026)',
      NOT_ASKED,
      '✘ 61 addresses, 1 error, 1 warning',
    ]);
    expect(exitCode).toBe(1);
    const all = await check({ asset }, { flags: ['--all'] });
    expect(all.lines).toContain('sms.workers[#60] 64 +12025600059 ✔ well-formed');
    expect(all.lines).toHaveLength(lines.length + 58);
  });

  test('of one line, tells the column', async () => {
    const { lines } = await check({ asset: '{"sms":["+12025551234","12"]}\n' });
    expect(lines).toContain('sms[#2] 1:24 12 ✘');
    expect(lines).toContain(
      '✘ sms[#2], line 1:24: must be + and 2 to 15 digits, country code first (E.164) (48026)',
    );
  });

  test('of 100,000 workers, and of 10,000 channels', async () => {
    const channels = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`my-channel-${index}`, 'desk']),
    );
    const asset = JSON.stringify({
      ...channels,
      sms: { default: number(0), workers: workersOf(100_000) },
    });
    const { exitCode, lines } = await check({ asset });
    expect(lines).toEqual([
      '110001 addresses are right (--all shows them)',
      NOT_ASKED,
      '✔ 110001 addresses, 0 errors, 0 warnings',
    ]);
    expect(exitCode).toBe(0);
  });
});

describe('whose a place is', () => {
  const asset = {
    sms: { default: '+12025551234', workers: { 'ana@example.com': '12', bo: '+12025551235' } },
  };

  test('is told at a terminal', async () => {
    const { cwd, flags } = await configure({ asset });
    const { stdout } = await atTerminal('check', flags);
    expect(stdout).toContain('sms.workers[#1] ("ana@example.com")');
    expect(stdout).toContain('✘ sms.workers[#1] ("ana@example.com"), line 5: must be');
    expect(stdout).toContain('\u001b[32m✔ well-formed\u001b[39m');
    expect(cwd).not.toBe('');
  });

  test('is told at a terminal of the line that is no JSON', async () => {
    const { flags } = await configure({ asset: '{\n  "ana@example.com": "x",\n}' });
    const { stdout } = await atTerminal('check', flags);
    expect(stdout.replaceAll('\r', '')).toContain(
      `    "ana@example.com": "x",\n${' '.repeat(28)}^`,
    );
  });

  test.each([
    ['in a pipe', runScript],
    ['in CI', ciAtTerminal],
  ])('is not told %s', async (_, run) => {
    const { flags } = await configure({ asset });
    const { stdout } = await run('check', flags);
    expect(stdout).toContain('sms.workers[#1], line 5: must be');
    expect(stdout).not.toContain('example.com');
  });
});

describe('with credentials', () => {
  const env = `ACCOUNT_SID=${CREDENTIALS.ACCOUNT_SID}\nAUTH_TOKEN=${CREDENTIALS.AUTH_TOKEN}\n`;

  async function checkAgainst(answer: Answerer, asset: object, variables = env, environment = {}) {
    const twilio = await startTwilioStandIn(answer);
    try {
      const outcome = await check(
        { asset, env: variables },
        { environment: { ...twilio.environment, ...environment } },
      );
      expect(outcome.stdout + outcome.stderr).not.toContain(CREDENTIALS.AUTH_TOKEN);
      return { ...outcome, requests: twilio.requests };
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
    const { exitCode, lines, requests } = await checkAgainst(accountApi(account), {
      sms: numbers,
      whatsapp: { default: numbers },
      chat: 'front-desk',
    });
    expect(lines).toEqual([
      'place line address',
      'sms[#1] 3 +12025551201 ✔ the account has it',
      'sms[#2] 4 +12025551202 ✘',
      'sms[#3] 5 +12025551203 ✔ the account has it',
      'sms[#4] 6 +12025551204 ✘',
      'whatsapp.default[#1] 10 +12025551201 ✔ the account has it',
      'whatsapp.default[#2] 11 +12025551202 ✘',
      'whatsapp.default[#3] 12 +12025551203 ✔ the account has it',
      'whatsapp.default[#4] 13 +12025551204 ✘',
      'chat 16 front-desk ✔ well-formed',
      '✘ sms[#2], line 4: cannot send SMS (48028)',
      "✘ sms[#4], line 6: is not among this account's phone numbers (48028)",
      '✘ whatsapp.default[#2], line 11: is a WhatsApp sender that is OFFLINE (48030)',
      "✘ whatsapp.default[#4], line 13: is not among this account's WhatsApp senders (48030)",
      `${TWO_WORKERS} TWILIO_CONVERSATIONS_SERVICE_SID=${SERVICE_SID}`,
      '✘ 9 addresses, 4 errors, 0 warnings',
    ]);
    expect(exitCode).toBe(1);
    expect(requests.map(({ host }) => host).sort()).toEqual([
      ...Array(3).fill('api.twilio.com'),
      'conversations.twilio.com',
      ...Array(2).fill('messaging.twilio.com'),
    ]);
  });

  test('a number for calls must be able to call, and only that', async () => {
    const account = accountApi({
      numbers: [{ '+12025551201': true, '+12025551202': false }],
      withoutVoice: ['+12025551201'],
    });
    const asset = { sms: '+12025551201', voice: ['+12025551201', '+12025551202'] };
    const { lines, requests } = await checkAgainst(account, asset);
    expect(lines.filter((line) => line.includes('+1202') || line.includes('48028'))).toEqual([
      'sms 2 +12025551201 ✔ the account has it',
      'voice[#1] 4 +12025551201 ✘',
      'voice[#2] 5 +12025551202 ✔ the account has it',
      '✘ voice[#1], line 4: cannot make calls (48028)',
    ]);
    expect(requests.filter(({ host }) => host.startsWith('api.'))).toHaveLength(1);
  });

  test('does not ask for what a variable hides: another environment may own it', async () => {
    const account = accountApi({ numbers: [{ '+12025551201': true }] });
    const variables = `${env}TWILIO_SMS_NUMBER=+12025551201\n`;
    const { exitCode, lines } = await checkAgainst(account, { sms: ['+12025551299'] }, variables);
    expect(lines).toEqual([
      'place line address',
      'TWILIO_SMS_NUMBER 3 +12025551201 ✔ the account has it',
      '⚠ sms, line 2: is hidden by TWILIO_SMS_NUMBER, which is set: blank that, and this counts',
      '✔ 1 address, 0 errors, 1 warning',
    ]);
    expect(exitCode).toBe(0);
  });

  test('asks only for the channels that the mapping has', async () => {
    const { exitCode, requests } = await checkAgainst(accountApi({}), { chat: 'front-desk' });
    expect(exitCode).toBe(0);
    expect(requests).toEqual([]);
  });

  const { ACCOUNT_SID, AUTH_TOKEN } = CREDENTIALS;
  test.each([
    ['the environment', '', CREDENTIALS],
    [
      'the file, as the SDK calls them',
      `TWILIO_ACCOUNT_SID=${ACCOUNT_SID}\nTWILIO_AUTH_TOKEN=${AUTH_TOKEN}\n`,
      {},
    ],
    [
      'the environment, as the SDK calls them',
      '',
      { TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN },
    ],
  ])('takes them from %s', async (_, variables, environment) => {
    const account = accountApi({ numbers: [{ '+12025551201': true }] });
    const { lines } = await checkAgainst(account, { sms: '+12025551201' }, variables, environment);
    expect(lines).toContain('sms 2 +12025551201 ✔ the account has it');
  });

  test.each([
    [401, 20003, 'Twilio refused the credentials (401): check ACCOUNT_SID and AUTH_TOKEN.'],
    [429, 20429, 'Twilio was asked too often (429): try again in a minute.'],
    [403, 20403, 'Twilio answered 403: It broke.'],
    [500, 20500, 'Twilio failed (500): try again later, and see https://status.twilio.com.'],
  ])('says what Twilio’s %d means, and blames no number', async (status, code, text) => {
    const { exitCode, lines } = await checkAgainst(() => twilioError(status, code, 'It broke.'), {
      sms: '+12025551201',
    });
    expect(lines).toEqual([
      'place line address',
      'sms 2 +12025551201 ✔ well-formed',
      `✘ Not checked: whether the account owns its phone numbers (48028). ${text}`,
      '✘ 1 address, 0 warnings, not all could be checked',
    ]);
    expect(exitCode).toBe(1);
  });

  test.each([
    ['Twilio does not answer', { AUTH_TOKEN }, 'Twilio has not answered in time: try again later.'],
    [
      'there is no network',
      { HTTP_PROXY: 'http://127.0.0.1:9' },
      'Twilio could not be reached (ECONNREFUSED).',
    ],
    [
      'the SID is none',
      { ACCOUNT_SID: 'SK1' },
      'ACCOUNT_SID must be AC and 32 hexadecimal digits.',
    ],
    [
      'the token is none',
      { AUTH_TOKEN: 'a'.repeat(31) },
      'AUTH_TOKEN must be 32 letters and digits.',
    ],
  ])('says that %s', async (_, environment, text) => {
    const { exitCode, lines } = await checkAgainst(
      () => ({ status: 200, body: {}, delayMs: 60_000 }),
      { sms: '+12025551201' },
      '',
      { ...CREDENTIALS, ...environment },
    );
    expect(exitCode).toBe(1);
    expect(lines).toContain(
      `✘ Not checked: whether the account owns its phone numbers (48028). ${text}`,
    );
    expect(lines).toContain('✘ 1 address, 0 warnings, not all could be checked');
  });
});

describe('the Conversations service that the Function asks', () => {
  const SID = 'TWILIO_CONVERSATIONS_SERVICE_SID';
  const OTHER = `IS${'2'.repeat(32)}`;
  const NO_CREDENTIALS = { ACCOUNT_SID: '' };
  const account = accountApi({ numbers: [{ '+12025551201': true, '+12025551202': true }] });

  const NO_MESSAGING_SERVICE =
    '✘ Conversations: the account has no default Messaging Service, without which no conversation starts: set one in the Console, at Conversations > Manage > Defaults (48032)';
  const withoutMessagingService: Answerer = (request) =>
    request.path === '/v1/Configuration'
      ? {
          status: 200,
          body: { default_chat_service_sid: SERVICE_SID, default_messaging_service_sid: null },
        }
      : account(request);

  async function findings(
    sid: string,
    pool: boolean,
    answer: Answerer = account,
    environment = {},
  ) {
    const twilio = await startTwilioStandIn(answer);
    const numbers = pool ? '+12025551201,+12025551202' : '+12025551201';
    const env = `TWILIO_SMS_NUMBER=${numbers}\n${sid && `${SID}=${sid}\n`}`;
    try {
      const { exitCode, lines } = await check(
        { env },
        { environment: { ...twilio.environment, ...CREDENTIALS, ...environment } },
      );
      return { exitCode, found: lines.filter((line) => /^[✘⚠–]/.test(line)) };
    } finally {
      await twilio.close();
    }
  }

  test.each<[string, Parameters<typeof findings>, number, string[]]>([
    ['is right', [SERVICE_SID, true], 0, []],
    ['is not set, and nothing to choose', ['', false], 0, []],
    ['is not set', ['', true], 0, [`${TWO_WORKERS} ${SID}=${SERVICE_SID}`]],
    [
      'is not set, and nobody can be asked',
      ['', true, account, NO_CREDENTIALS],
      0,
      [NOT_ASKED, NOT_SWITCHED_ON],
    ],
    [
      'is none',
      ['IS1', true],
      1,
      [
        `✘ ${SID}, line 2: must be the SID of a Conversations service: IS and 32 hexadecimal digits`,
      ],
    ],
    [
      'is another account’s',
      [OTHER, true],
      1,
      [`✘ ${SID}, line 2: is not among this account's Conversations services`],
    ],
    [
      'is not the default one',
      [
        OTHER,
        true,
        (request) =>
          request.path === `/v1/Services/${OTHER}`
            ? { status: 200, body: { sid: OTHER } }
            : account(request),
      ],
      0,
      [
        `⚠ ${SID}, line 2: is not the account's default service, ${SERVICE_SID}: is it the one that Frontline runs on?`,
      ],
    ],
    [
      'cannot be looked up without credentials',
      [SERVICE_SID, false, account, NO_CREDENTIALS],
      0,
      [
        NOT_ASKED,
        `– Not checked: whether the account has the service of ${SID}. Set ACCOUNT_SID and AUTH_TOKEN.`,
      ],
    ],
    [
      'cannot be looked up, as Twilio fails',
      [
        SERVICE_SID,
        false,
        (request) =>
          request.host.startsWith('conversations')
            ? twilioError(503, 20503, 'It broke.')
            : account(request),
      ],
      1,
      [
        `✘ Not checked: ${SID}. Twilio failed (503): try again later, and see https://status.twilio.com.`,
        '✘ 1 address, 0 warnings, not all could be checked',
      ],
    ],
    [
      'is not set, and Twilio fails, so the Messaging Service is not known',
      [
        '',
        true,
        (request) =>
          request.host.startsWith('conversations')
            ? twilioError(503, 20503, 'It broke.')
            : account(request),
      ],
      1,
      [
        NOT_SWITCHED_ON,
        '✘ Not checked: the default Messaging Service (48032). Twilio failed (503): try again later, and see https://status.twilio.com.',
        '✘ 2 addresses, 0 warnings, not all could be checked',
      ],
    ],
    [
      'is right, but no conversation starts without a Messaging Service',
      [SERVICE_SID, true, withoutMessagingService],
      1,
      [NO_MESSAGING_SERVICE],
    ],
    [
      'is not set, and no conversation starts without a Messaging Service',
      ['', false, withoutMessagingService],
      1,
      [NO_MESSAGING_SERVICE],
    ],
  ])('%s', async (_, asked, exitCode, found) => {
    expect(await findings(...asked)).toEqual({
      exitCode,
      found: [
        ...found,
        ...(exitCode === 1 && found.length === 1 ? [expect.stringMatching(/^✘ \d/)] : []),
      ],
    });
  });
});

describe('the flags', () => {
  test('--help prints the usage', async () => {
    const { exitCode, stdout } = await runScript('check', ['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('npm run check -- [flags]');
  });

  test.each([
    [['--wrong'], "Unknown option '--wrong'"],
    [['--env', 'missing.env'], 'Failed to find .env file'],
    [['more'], "Unexpected argument 'more'"],
  ])('%j is wrong: exit code 2', async (flags, message) => {
    const { exitCode, stderr } = await runScript('check', flags);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
