import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UsageError } from '../../scripts/terminal/command';
import { failure } from '../../scripts/terminal/finding';
import { readConfiguration } from '../../scripts/twilio/configuration';

const NAMES = [
  ...['ACCOUNT_SID', 'AUTH_TOKEN', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  ...['TWILIO_API_KEY', 'TWILIO_API_SECRET'],
];

const home = process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), 'configuration-'));
beforeEach(() => {
  process.chdir(folder);
  for (const name of NAMES) delete process.env[name];
});
afterEach(() => {
  process.chdir(home);
  for (const name of NAMES) delete process.env[name];
});
afterAll(() => rmSync(folder, { recursive: true }));

function readFrom(text: string, file?: string) {
  writeFileSync(file ?? '.env', text);
  return readConfiguration(file);
}

describe('credentials', () => {
  test.each([
    ['the file before the environment', 'ACCOUNT_SID=AC1', { ACCOUNT_SID: 'AC2' }, 'AC1', '.env'],
    [
      'the environment, where the file has none',
      '',
      { ACCOUNT_SID: 'AC2' },
      'AC2',
      'the environment',
    ],
    ['nor a blank one', 'ACCOUNT_SID=', { ACCOUNT_SID: 'AC2' }, 'AC2', 'the environment'],
    ['as the SDK calls them', 'TWILIO_ACCOUNT_SID=AC1', { ACCOUNT_SID: 'AC2' }, 'AC1', '.env'],
    [
      'as the SDK calls them, in the environment',
      '',
      { TWILIO_ACCOUNT_SID: 'AC2' },
      'AC2',
      'the environment',
    ],
    [
      "twilio-run's name before the SDK's",
      'TWILIO_ACCOUNT_SID=AC1\nACCOUNT_SID=AC2',
      {},
      'AC2',
      '.env',
    ],
    ['none', '', {}, '', 'the environment'],
  ])('%s', (_, text, environment, accountSid, accountFrom) => {
    Object.assign(process.env, environment);
    expect(readFrom(text)).toMatchObject({ credentials: { ACCOUNT_SID: accountSid }, accountFrom });
  });

  test('the token as the account: the file before the environment', () => {
    process.env.AUTH_TOKEN = 'b';
    expect(readFrom('TWILIO_AUTH_TOKEN=a').credentials.AUTH_TOKEN).toBe('a');
    expect(readFrom('').credentials.AUTH_TOKEN).toBe('b');
  });

  test.each([
    ['of the file', 'TWILIO_API_KEY=SK1\nTWILIO_API_SECRET=s', {}, ['SK1', 's']],
    ['of the shell', '', { TWILIO_API_KEY: 'SK1', TWILIO_API_SECRET: 's' }, ['SK1', 's']],
    [
      'with its secret in the shell',
      'TWILIO_API_KEY=SK1',
      { TWILIO_API_SECRET: 's' },
      ['SK1', 's'],
    ],
    // The token is that of ACCOUNT_SID. The key may be another account's.
    ['not of the shell beside a token', 'AUTH_TOKEN=a', { TWILIO_API_KEY: 'SK1' }, ['', '']],
  ])('an API key %s', (_, text, environment, [key, secret]) => {
    Object.assign(process.env, environment);
    expect(readFrom(text).credentials).toMatchObject({
      TWILIO_API_KEY: key,
      TWILIO_API_SECRET: secret,
    });
  });

  test('are never deployed, by whatever name; nor are blank variables', () => {
    const text = [...NAMES, 'X', 'TWILIO_SMS_NUMBER'].map((name) => `${name}=x\n`).join('');
    const { variables, others } = readFrom(`${text}BLANK=\nTWILIO_CHAT_NUMBER=\n`);
    expect([variables, others]).toEqual([{ TWILIO_SMS_NUMBER: 'x' }, { X: 'x' }]);
  });
});

test('variables come from the file alone', () => {
  process.env.TWILIO_CHAT_NUMBER = 'desk';
  try {
    expect(readFrom('TWILIO_SMS_NUMBER=+12').variables).toEqual({ TWILIO_SMS_NUMBER: '+12' });
  } finally {
    delete process.env.TWILIO_CHAT_NUMBER;
  }
});

test('another file, instead of .env', () => {
  writeFileSync('.env', 'A=1\nACCOUNT_SID=AC1');
  const configuration = readFrom('B=2\nACCOUNT_SID=AC2', 'stage 1.env');
  expect(configuration.others).toEqual({ B: '2' });
  expect(configuration).toMatchObject({
    credentials: { ACCOUNT_SID: 'AC2' },
    accountFrom: 'stage 1.env',
    envFile: { name: 'stage 1.env' },
  });
});

test.each([undefined, 'stage.env'])('a file that Windows called .txt: %p', (named) => {
  const name = named ?? '.env';
  rmSync(name, { force: true });
  writeFileSync(`${name}.txt`, 'A=1');
  expect(() => readConfiguration(named)).toThrow(failure('env/misnamed', name));
  writeFileSync(name, 'A=1');
  expect(readConfiguration(named).envFile.name).toBe(name);
  rmSync(`${name}.txt`);
});

test('no .env is no fault, and another file that is missing is one', () => {
  rmSync('.env', { force: true });
  expect(readConfiguration(undefined).variables).toEqual({});
  expect(() => readConfiguration('missing.env')).toThrow(UsageError);
});
