import path from 'node:path';
import { expect, test } from '@jest/globals';
import { refusesAll } from '../../../scripts/check/mapping';
import {
  type Configured,
  check,
  compact,
  configure,
  findings,
  valuesOf,
} from '../../support/check';

const NUMBER = '+12025551234';
const NO_ADDRESS = 'has no address in a channel that Frontline asks for';

test.each<[string, Configured, string]>([
  ['no asset', {}, 'is missing'],
  [
    'a misnamed asset',
    { files: ['proxy-adresses.private.json'] },
    'is missing. Rename assets/proxy-adresses.private.json to proxy-addresses.private.json',
  ],
  [
    'an asset that is not private',
    { files: ['proxy-addresses.json'] },
    'is missing. Rename assets/proxy-addresses.json to proxy-addresses.private.json',
  ],
  [
    'a link to nothing',
    { links: { 'proxy-addresses.private.json': 'gone.json' } },
    'mend the link',
  ],
  ['an empty asset', { asset: {} }, NO_ADDRESS],
  ['an asset with its schema alone', { asset: { $schema: 'x' } }, NO_ADDRESS],
  ['rules at the top', { asset: { default: NUMBER } }, NO_ADDRESS],
  ['workers at the top', { asset: { workers: { ana: NUMBER } } }, NO_ADDRESS],
  ['a channel in capitals', { asset: { SMS: NUMBER } }, NO_ADDRESS],
  ['a channel without an address', { asset: { sms: { prefixes: { '44': NUMBER } } } }, NO_ADDRESS],
  ['a variable of another name', { asset: {}, env: `TWILIO_PHONE_NUMBER=${NUMBER}` }, NO_ADDRESS],
  ['a channel of a sample', { asset: { phone: NUMBER } }, NO_ADDRESS],
])('%s refuses every request, which is an error, and says why', async (_, configured, reason) => {
  const report = await check(configured);
  expect(report.findings.map(compact)).toContain(
    'error mapping/refuses-all assets/proxy-addresses.private.json',
  );
  expect(valuesOf(report, 'mapping/refuses-all').map((values) => `${values}`)).toEqual([
    expect.stringContaining(reason),
  ]);
});

test.each<[string, Configured]>([
  ['one variable', { env: `TWILIO_SMS_NUMBER=${NUMBER}` }],
  ['one channel', { asset: { sms: NUMBER, SMS: NUMBER, default: 'x' } }],
  ['a channel of another kind', { asset: { 'my-channel': 'desk' } }],
  ['one worker', { asset: { sms: { workers: { ana: NUMBER } } } }],
  // The Function refuses requests, but for another reason.
  ['an asset that is no JSON', { asset: '{' }],
])('%s is enough', async (_, configured) => {
  expect((await findings(configured)).join()).not.toContain('mapping/refuses-all');
});

test.each([
  ['.env', 'Set a TWILIO_<CHANNEL>_NUMBER, or add a channel to the mapping'],
  ['other.env', 'There is no other.env: copy .env.example to other.env'],
])('it says what is wrong with %s', (name, why) => {
  const { folder, remove } = configure({});
  try {
    const [{ values = [] } = {}] = refusesAll([], folder, path.join(folder, name));
    expect(`${values[1]}`.replaceAll(`${folder}/`, '')).toBe(why);
  } finally {
    remove();
  }
});
