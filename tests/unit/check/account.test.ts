import { afterEach, expect, jest, test } from '@jest/globals';
import { SERVICE_SID } from '../../../scripts/stand-in/conversations';
import { accountApi, sidOfNumber } from '../../support/account-api';
import { type Configured, check, compact, valuesOf } from '../../support/check';
import { CREDENTIALS } from '../../support/stand-in';
import { CREDENTIAL_LINES as ENV, useTwilio } from '../../support/twilio';

const { ACCOUNT_SID, AUTH_TOKEN } = CREDENTIALS;

const twilio = useTwilio();
afterEach(() => {
  jest.restoreAllMocks();
});

/** What was found, each address with whether the account owns it, and whom Twilio was asked for. */
async function ask({ env = ENV, ...configured }: Configured) {
  const report = await check({ env, ...configured });
  expect(JSON.stringify(report.findings)).not.toContain(AUTH_TOKEN);
  return {
    report,
    found: report.findings.map(compact),
    owned: report.addresses.map((part) => `${part.name} ${report.owned.get(part)}`),
    hosts: twilio.requests.map(({ host }) => host.replace('.twilio.com', '')).sort(),
  };
}

test('owned addresses and all others, in one request a page', async () => {
  twilio.answer = accountApi({
    numbers: [{ '+12025551201': true, '+12025551202': false }, { '+12025551203': true }, {}],
    senders: [
      { 'whatsapp:+12025551201': 'ONLINE', 'whatsapp:+12025551202': 'OFFLINE' },
      { 'whatsapp:+12025551203': 'ONLINE:UPDATING' },
    ],
  });
  const numbers = ['+12025551201', '+12025551202', '+12025551203', '+12025551204'];
  const asset = { sms: numbers, whatsapp: { default: numbers }, chat: 'front-desk' };
  const { report, ...seen } = await ask({ asset });
  expect(seen).toEqual({
    found: [
      'error address/incapable sms[#2]:4',
      'error address/unowned sms[#4]:6',
      'error address/offline whatsapp.default[#2]:11',
      'error address/unowned whatsapp.default[#4]:13',
      'unchecked service/unset',
    ],
    owned: [
      'sms[#1] true',
      'sms[#2] false',
      'sms[#3] true',
      'sms[#4] false',
      'whatsapp.default[#1] true',
      'whatsapp.default[#2] false',
      'whatsapp.default[#3] true',
      'whatsapp.default[#4] false',
      'chat undefined',
    ],
    hosts: ['api', 'api', 'api', 'conversations', 'conversations', 'messaging', 'messaging'],
  });
  expect(valuesOf(report, 'address/unowned')).toEqual([
    ['phone numbers', 48028],
    ['WhatsApp senders', 48030],
  ]);
  expect(valuesOf(report, 'address/offline')).toEqual([['OFFLINE']]);
  expect(valuesOf(report, 'service/unset')).toEqual([[SERVICE_SID]]);
});

test('the SID of a number or of a Messaging Service: which number it has, if that can be asked', async () => {
  const [own, other, empty] = ['a', 'b', 'c'].map((digit) => `MG${digit.repeat(32)}`);
  const services = { [`${own}`]: ['+12025551201'], [`${empty}`]: [] };
  const sms = [sidOfNumber('+12025551202'), own, other, empty, `PN${'0'.repeat(32)}`];
  const curesOf = async (env: string, asset: unknown) =>
    (await ask({ env, asset })).report.findings.flatMap(({ code, values }) =>
      code === 'address/malformed' ? [values[1]] : [],
    );
  const unknown = 'write a phone number, not a SID';
  expect(await curesOf('', { sms })).toEqual(sms.map(() => unknown));
  twilio.answer = accountApi({ numbers: [{ '+12025551202': true }], services });
  expect(await curesOf(ENV, { sms })).toEqual([
    'write +12025551202',
    'write +12025551201',
    ...[unknown, unknown, unknown],
  ]);
  services[`${own}`]?.push('+12025551202');
  expect(await curesOf(ENV, { whatsapp: sms })).toEqual([
    unknown,
    'write +12025551201 or +12025551202',
    ...[unknown, unknown, unknown],
  ]);
  // In a chat, such a text is a name like any other.
  expect(await curesOf(ENV, { chat: sms })).toEqual([]);
});

test('a sample number that the account owns is none', async () => {
  twilio.answer = accountApi({ numbers: [{ '+14155550100': true, '+1415555267': true }] });
  const asset = { sms: ['+14155550100', '+14155550101', '+1415555267', '+1415555268'] };
  expect((await ask({ asset })).found).toEqual([
    'warning address/impossible sms[#4]:6',
    'error address/unowned sms[#2]:4',
    'error address/unowned sms[#4]:6',
    'unchecked service/unset',
  ]);
});

test('a number for calls must be able to call, and only that', async () => {
  twilio.answer = accountApi({
    numbers: [{ '+12025551201': true, '+12025551202': false }],
    withoutVoice: ['+12025551201'],
  });
  const asset = {
    sms: '+12025551201',
    voice: { default: '+12025551201', prefixes: { '+44': '+12025551202' } },
  };
  const { report, ...seen } = await ask({ asset });
  expect(seen).toEqual({
    found: ['error address/incapable voice.default:4'],
    owned: ['sms true', 'voice.default false', 'voice.prefixes["+44"] true'],
    hosts: ['api', 'conversations'],
  });
  expect(valuesOf(report, 'address/incapable')).toEqual([['make calls']]);
});

test('what a variable hides is not asked for: another environment may own it', async () => {
  twilio.answer = accountApi({ numbers: [{ '+12025551201': true }] });
  const env = `${ENV}TWILIO_SMS_NUMBER=+12025551201\n`;
  const { found, owned } = await ask({ asset: { sms: ['+12025551299'] }, env });
  expect({ found, owned }).toEqual({
    found: ['warning channel/hidden sms:2'],
    owned: ['TWILIO_SMS_NUMBER true'],
  });
});

test('of a channel that Twilio has no list of, nothing is asked', async () => {
  expect((await ask({ asset: { chat: 'front-desk' } })).hosts).toEqual([]);
});

test('what cannot be an address is not asked for', async () => {
  twilio.answer = accountApi({ numbers: [{ '+12025551201': true }] });
  const { found, owned } = await ask({
    asset: { sms: { default: '+12025551201', prefixes: { '+44': '12' } } },
  });
  expect({ found, owned }).toEqual({
    found: ['error address/malformed sms.prefixes["+44"]:5'],
    owned: ['sms.default true', 'sms.prefixes["+44"] undefined'],
  });
});

test.each([
  ['the file', ENV, {}],
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
  ['the file, though the environment has others', ENV, { ACCOUNT_SID: 'AC1', AUTH_TOKEN: 'x' }],
])('credentials from %s', async (_, env, environment) => {
  jest.replaceProperty(process, 'env', { ...process.env, ...environment });
  twilio.answer = accountApi({ numbers: [{ '+12025551201': true }] });
  const { found, owned } = await ask({ asset: { sms: '+12025551201' }, env });
  expect(owned).toEqual(['sms true']);
  expect(found.filter((finding) => !finding.includes('env/secret'))).toEqual([]);
});

test('the account settles which number somebody meant', async () => {
  twilio.answer = accountApi({
    numbers: [
      {
        '+14155552671': true,
        '+14155552672': true,
        '+442071838750': true,
        '+12071838751': true,
        '+4920718387510': true,
      },
    ],
    senders: [{ 'whatsapp:+14155552671': 'ONLINE' }],
  });
  const asset = {
    sms: [
      '14155552672',
      '(415) 555-2671',
      '020 7183 8750',
      '+44 (0)20 7183 8750',
      '555',
      '415 555 2673',
    ],
    whatsapp: '415-555-2671',
  };
  const { report } = await ask({ asset });
  const cures = report.findings.map(({ places: [place], values }) => [place?.name, values[1]]);
  expect(cures.filter(([name]) => name)).toEqual([
    ['sms[#1]', 'write +14155552672'],
    ['sms[#2]', 'write +14155552671'],
    ['sms[#3]', 'write +442071838750'],
    ['sms[#4]', 'write +442071838750'],
    ['sms[#5]', ''],
    ['sms[#6]', ''],
    ['whatsapp', 'write whatsapp:+14155552671'],
  ]);
});

test('where two numbers of the account can be meant, none is suggested', async () => {
  twilio.answer = accountApi({ numbers: [{ '+14155552671': true, '+444155552671': true }] });
  const { report } = await ask({ asset: { voice: '(415) 555-2671' } });
  expect(valuesOf(report, 'address/malformed').map((values) => [values].flat()[1])).toEqual(['']);
});
