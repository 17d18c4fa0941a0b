import { expect, jest, test } from '@jest/globals';
import { CREDENTIALS } from '../../scripts/stand-in/twilio';
import { credentialFaults, inquire } from '../../scripts/twilio/account';

const { ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken } = CREDENTIALS;

const ask = jest.fn(async () => []);
const NUMBERS = { what: 'the numbers', ask };

test.each([
  { accountSid, authToken },
  { accountSid: accountSid.toUpperCase(), authToken: authToken.toUpperCase() },
  // What is not set is no slip.
  { accountSid: '', authToken },
  { accountSid, authToken: '' },
  { accountSid: '', authToken: '' },
])('credentials that can be some: %j', async (credentials) => {
  expect(credentialFaults(credentials)).toEqual([]);
  expect(await inquire([], credentials)).toEqual([]);
});

const SID = ['ACCOUNT_SID', 'AC and 32 hexadecimal digits'] as const;
const TOKEN = ['AUTH_TOKEN', '32 hexadecimal digits'] as const;

test.each([
  [{ accountSid, authToken: authToken.slice(1) }, [[...TOKEN, 31]]],
  [{ accountSid, authToken: `${authToken}0` }, [[...TOKEN, 33]]],
  [{ accountSid, authToken: authToken.replace('a', 'x') }, [[...TOKEN, 32]]],
  [{ accountSid: accountSid.slice(0, -1), authToken }, [[...SID, 33]]],
  [
    { accountSid: 'me', authToken: 'secret' },
    [
      [...SID, 2],
      [...TOKEN, 6],
    ],
  ],
  // A token alone signs requests.
  [{ accountSid: '', authToken: 'secret' }, [[...TOKEN, 6]]],
])('credentials that cannot be any are named, and never shown: %j', async (credentials, values) => {
  const faults = credentialFaults(credentials);
  expect(faults).toMatchObject(
    values.map((value) => ({ code: 'credentials/malformed', level: 'error', values: value })),
  );
  for (const { message } of faults) {
    for (const secret of Object.values(credentials).filter(Boolean)) {
      expect(message).not.toMatch(new RegExp(`\\b${secret}\\b`));
    }
  }
  // Whether there is something to ask or not, and nobody is asked.
  expect(await inquire([], credentials)).toEqual(faults);
  expect(await inquire([NUMBERS], credentials)).toEqual(faults);
  expect(ask).not.toHaveBeenCalled();
});

test('without credentials, all that is not asked is named in one line', async () => {
  const inquiries = [NUMBERS, { what: 'the senders', ask }];
  expect(await inquire(inquiries, { accountSid, authToken: '' })).toMatchObject([
    {
      code: 'account/no-credentials',
      level: 'unchecked',
      values: ['the numbers, the senders', 'AUTH_TOKEN'],
    },
  ]);
  expect(ask).not.toHaveBeenCalled();
});

test('an API key is told from an account', () => {
  const credentials = { accountSid: accountSid.replace('AC', 'SK'), authToken };
  expect(credentialFaults(credentials)).toMatchObject([{ code: 'credentials/api-key' }]);
});
