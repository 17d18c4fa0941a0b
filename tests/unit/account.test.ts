import { expect, jest, test } from '@jest/globals';
import { inquire } from '../../scripts/twilio/account';
import { credentialFaults, missing } from '../../scripts/twilio/credentials';
import { CREDENTIALS } from '../support/stand-in';

const { ACCOUNT_SID, AUTH_TOKEN } = CREDENTIALS;

const ask = jest.fn(async () => []);
const NUMBERS = { what: 'the numbers', ask };

test.each([
  { ACCOUNT_SID, AUTH_TOKEN },
  { ACCOUNT_SID: ACCOUNT_SID.toUpperCase(), AUTH_TOKEN: AUTH_TOKEN.toUpperCase() },
  // What is not set is no slip.
  { ACCOUNT_SID: '', AUTH_TOKEN },
  { ACCOUNT_SID, AUTH_TOKEN: '' },
  { ACCOUNT_SID: '', AUTH_TOKEN: '' },
])('credentials that can be some: %j', async (credentials) => {
  expect(credentialFaults(credentials)).toEqual([]);
  expect(await inquire([], credentials)).toEqual([]);
});

const SID = ['ACCOUNT_SID', 'AC and 32 hexadecimal digits'] as const;
const TOKEN = ['AUTH_TOKEN', '32 hexadecimal digits'] as const;

test.each([
  [{ ACCOUNT_SID, AUTH_TOKEN: AUTH_TOKEN.slice(1) }, [[...TOKEN, 31]]],
  [{ ACCOUNT_SID, AUTH_TOKEN: `${AUTH_TOKEN}0` }, [[...TOKEN, 33]]],
  [{ ACCOUNT_SID, AUTH_TOKEN: AUTH_TOKEN.replace('a', 'x') }, [[...TOKEN, 32]]],
  [{ ACCOUNT_SID: ACCOUNT_SID.slice(0, -1), AUTH_TOKEN }, [[...SID, 33]]],
  [
    { ACCOUNT_SID: 'me', AUTH_TOKEN: 'secret' },
    [
      [...SID, 2],
      [...TOKEN, 6],
    ],
  ],
  // A token alone signs requests.
  [{ ACCOUNT_SID: '', AUTH_TOKEN: 'secret' }, [[...TOKEN, 6]]],
])('credentials that cannot be any are named, and never shown: %j', async (credentials, values) => {
  const faults = credentialFaults(credentials);
  expect(faults).toMatchObject(
    values.map((value) => ({ code: 'credentials/malformed', level: 'error', values: value })),
  );
  for (const { message } of faults) {
    for (const secret of Object.values(credentials).filter(Boolean)) {
      expect(`${message}`).not.toMatch(new RegExp(`\\b${secret}\\b`));
    }
  }
  // Whether there is something to ask or not, and nobody is asked.
  expect(await inquire([], credentials)).toEqual(faults);
  expect(await inquire([NUMBERS], credentials)).toEqual(faults);
  expect(ask).not.toHaveBeenCalled();
});

test('swapped credentials are named as swapped', () => {
  const swapped = { ACCOUNT_SID: AUTH_TOKEN, AUTH_TOKEN: ACCOUNT_SID };
  expect(credentialFaults(swapped).map(({ code }) => code)).toEqual(['credentials/swapped']);
  expect(credentialFaults({ ACCOUNT_SID, AUTH_TOKEN })).toEqual([]);
  const twice = credentialFaults({ ACCOUNT_SID, AUTH_TOKEN: ACCOUNT_SID });
  expect(twice.map(({ code }) => code)).toEqual(['credentials/malformed']);
});

test('without credentials, all that is not asked is named in one line', async () => {
  const inquiries = [NUMBERS, { what: 'the senders', ask }];
  expect(await inquire(inquiries, { ACCOUNT_SID, AUTH_TOKEN: '' })).toMatchObject([
    {
      code: 'account/no-credentials',
      level: 'unchecked',
      values: ['the numbers, the senders', 'AUTH_TOKEN'],
    },
  ]);
  expect(ask).not.toHaveBeenCalled();
});

test('an API key does instead of the token, if it is whole', async () => {
  const TWILIO_API_KEY = `SK${'0'.repeat(32)}`;
  const key = { ACCOUNT_SID, AUTH_TOKEN: '', TWILIO_API_KEY, TWILIO_API_SECRET: 'secret' };
  expect(credentialFaults(key)).toEqual([]);
  expect(missing(key)).toBe('');
  expect(missing({ ...key, TWILIO_API_SECRET: '' })).toBe('TWILIO_API_SECRET');
  expect(missing({ ...key, TWILIO_API_KEY: '', ACCOUNT_SID: '' })).toBe(
    'ACCOUNT_SID and TWILIO_API_KEY',
  );
  expect(credentialFaults({ ...key, TWILIO_API_KEY: ACCOUNT_SID })).toMatchObject([
    { code: 'credentials/malformed', values: ['TWILIO_API_KEY', expect.any(String), 34] },
  ]);
});

test('an API that refuses a key is not checked, unless it is known to take keys', async () => {
  const credentials = {
    ...{ ACCOUNT_SID, AUTH_TOKEN: '' },
    ...{ TWILIO_API_KEY: `SK${'0'.repeat(32)}`, TWILIO_API_SECRET: 'secret' },
  };
  const levels = async (given: typeof credentials, mayRefuseKeys?: true) => {
    const ask = () => Promise.reject({ status: 401 });
    const inquiry = { what: 'it', isOptional: true, ask, ...(mayRefuseKeys && { mayRefuseKeys }) };
    const found = await inquire([{ ...inquiry, isOptional: true }], given);
    return found.map(({ level }) => level);
  };
  expect(await levels(credentials, true)).toEqual(['unchecked']);
  expect(await levels(credentials)).toEqual(['error']);
  const token = { ...credentials, AUTH_TOKEN, TWILIO_API_KEY: '', TWILIO_API_SECRET: '' };
  expect(await levels(token, true)).toEqual(['error']);
});

test('an API key is told from an account', () => {
  const credentials = { ACCOUNT_SID: ACCOUNT_SID.replace('AC', 'SK'), AUTH_TOKEN };
  expect(credentialFaults(credentials)).toMatchObject([{ code: 'credentials/api-key' }]);
});

const failing = (what: string, status: number, isOptional?: true) => ({
  ...{ what, ...(isOptional && { isOptional }) },
  ask: () => Promise.reject({ status }),
});

test.each([
  ['what a command needs', [failing('the numbers', 503)], [['error', 'the numbers']]],
  ['what it can do without', [failing('the workers', 503, true)], [['unchecked', 'the workers']]],
  ['with wrong credentials', [failing('the workers', 401, true)], [['error', 'the workers']]],
  [
    'both for one reason',
    [failing('the workers', 503, true), failing('the numbers', 503)],
    [['error', 'the workers, the numbers']],
  ],
  [
    'both for different reasons',
    [failing('the workers', 503, true), failing('the numbers', 429)],
    [
      ['unchecked', 'the workers'],
      ['error', 'the numbers'],
    ],
  ],
])('what Twilio does not tell: %s', async (_, inquiries, told) => {
  const found = await inquire(inquiries, { ACCOUNT_SID, AUTH_TOKEN });
  expect(found.map(({ level, values }) => [level, values[0]])).toEqual(told);
});
