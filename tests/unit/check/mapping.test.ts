import { expect, test } from '@jest/globals';
import { FRONTLINE_CHANNELS } from '../../../scripts/twilio/limits';
import { addressesOf, check, findings, valuesOf } from '../../support/check';

test('a right mapping: each address at its place, and nothing found', async () => {
  const configured = {
    env: 'TWILIO_CHAT_NUMBER=front-desk\nACCOUNT_SID=\n',
    asset: {
      $schema: 'schema.json',
      sms: { default: ['+12025551234', '+12025551235'], prefixes: { '+44': '+442071234567' } },
      whatsapp: {
        default: '+12025551236',
        workers: { ana: '+12025551237', bo: { default: 'whatsapp:+12025551238' } },
      },
    },
  };
  expect(addressesOf(await check(configured))).toEqual([
    'TWILIO_CHAT_NUMBER:1 front-desk',
    'sms.default[#1]:5 +12025551234',
    'sms.default[#2]:6 +12025551235',
    'sms.prefixes["+44"]:9 +442071234567',
    'whatsapp.default:13 +12025551236',
    'whatsapp.workers[#1]:15 +12025551237',
    'whatsapp.workers[#2].default:17 whatsapp:+12025551238',
  ]);
  expect(await findings(configured)).toEqual([]);
});

test('what is valid, but probably a mistake', async () => {
  const configured = {
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
          "14155550199": "+12025551234",
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
  };
  expect(await findings(configured)).toEqual([
    'warning variable/misspelt TWILIO_PHONE_NUMBER:1',
    'warning variable/misspelt TWILIO_WHATAPP_NUMBER:2',
    'warning variable/misspelt WHATSAPP_NUMBER:4',
    'warning variable/misspelt SMS_NUMBER:5',
    'warning pool/duplicate sms.default[#2]:3',
    'warning address/sample sms.default[#3]:3',
    'warning prefix/malformed sms.prefixes["44"]:5',
    'warning prefix/malformed sms.prefixes[#2]:6',
    'warning prefix/malformed sms.prefixes[#3]:7',
    'warning key/duplicate sms.prefixes["+44"]:8',
    'warning rule/unknown sms.defaults:11',
    'warning pool/duplicate whatsapp.default[#2]:13',
    'warning channel/hidden chat:14',
    'warning channel/unknown SMS:15',
    'warning channel/empty rcs:16',
    'error channel/rule workers:17',
    'warning channel/nameless [#7]:18',
  ]);
  const report = await check(configured);
  // What counts for nothing is not listed as if it did.
  expect(addressesOf(report).filter((address) => address.includes('two words'))).toEqual([]);
  expect(report.addresses).toHaveLength(10);
  expect(valuesOf(report, 'variable/misspelt')).toEqual([
    ['TWILIO_SMS_NUMBER'],
    ['TWILIO_WHATSAPP_NUMBER'],
    ['TWILIO_WHATSAPP_NUMBER'],
    ['TWILIO_SMS_NUMBER'],
  ]);
  expect(valuesOf(report, 'prefix/malformed')).toEqual([
    ['write +44'],
    ['write +1415'],
    // It may be a customer's number.
    ['a prefix is + and 1 to 15 digits, the first not 0'],
  ]);
  expect(valuesOf(report, 'rule/unknown')).toEqual([
    ['default', ['default', 'prefixes', 'workers']],
  ]);
  expect(valuesOf(report, 'channel/hidden')).toEqual([['TWILIO_CHAT_NUMBER']]);
  expect(valuesOf(report, 'channel/unknown')).toEqual([['sms', FRONTLINE_CHANNELS]]);
  expect(valuesOf(report, 'channel/rule')).toEqual([['workers']]);
});

test('a key that stands twice is told once, and where it does not count', async () => {
  const configured = {
    asset: `{
      "sms": { "default": "two words", "prefixes": { "+44": "two words" } },
      "sms": {
        "default": "+12025551234",
        "workers": { "ana": "two words", "bo": "+12025551235" },
        "workers": { "ana": "two words", "ana": "+12025551236" }
      }
    }`,
  };
  expect(await findings(configured)).toEqual([
    'warning key/duplicate sms:2',
    'warning key/duplicate sms.workers:5',
    'warning key/duplicate sms.workers[#1]:6',
  ]);
  expect(addressesOf(await check(configured))).toEqual([
    'sms.default:4 +12025551234',
    'sms.workers[#1]:6 +12025551236',
  ]);
});

test('a rule beside the channels is an error, and nothing below it counts', async () => {
  const asset = {
    sms: '+12025551234',
    workers: { 'ana@example.com': 'two words' },
    default: ['two words'],
    prefixes: { '44': [] },
  };
  const report = await check({ asset });
  expect(await findings({ asset })).toEqual([
    'error channel/rule workers:3',
    'error channel/rule default:6',
    'error channel/rule prefixes:9',
  ]);
  expect(addressesOf(report)).toEqual(['sms:2 +12025551234']);
});

test('an unknown rule, and one that stands where it cannot', async () => {
  const asset = {
    sms: {
      default: '+12025551234',
      workers: { ana: { default: '+12025551235', workers: {} } },
      Default: 'x',
      ana: 'x',
    },
  };
  const report = await check({ asset });
  // What is no rule's name may be somebody's.
  expect(await findings({ asset })).toEqual([
    'warning rule/unknown sms.workers[#1].workers:7',
    'warning rule/unknown sms.Default:10',
    'warning rule/unknown sms[#4]:11',
  ]);
  expect(valuesOf(report, 'rule/unknown')).toEqual([
    [undefined, ['default', 'prefixes']],
    ['default', ['default', 'prefixes', 'workers']],
    [undefined, ['default', 'prefixes', 'workers']],
  ]);
});

test('a channel of any other name, which Frontline may not ask for', async () => {
  const asset = { sms: '+12025551234', 'my-channel': 'desk', telegram: 'x' };
  expect(await findings({ asset })).toEqual([
    'warning channel/unknown my-channel:3',
    'warning channel/unknown telegram:4',
  ]);
  expect(await findings({ asset: { voice: '+12025551234', viber: 'x', chat: 'x' } })).toEqual([]);
});

test('a credential or the Conversations service, misspelt; and one that is right', async () => {
  const env = `ACOUNT_SID=AC1\nAUTH_TOKN=x\nTWILIO_CONVERSATION_SERVICE_SID=IS1\nDB_PASSWORD=x\nTWILIO_SMS_NUMBER=+12025551234\n`;
  const found = (await findings({ env })).filter((one) => /misspelt/.test(one));
  expect(found).toEqual([
    'error credentials/misspelt ACOUNT_SID:1',
    'error credentials/misspelt AUTH_TOKN:2',
    'warning variable/misspelt TWILIO_CONVERSATION_SERVICE_SID:3',
  ]);
});

test('a misspelt rule beside the channels is one error, and a channel of another name is none', async () => {
  const asset = { sms: '+12025551234', wrokers: { ana: '+12025551235' }, rcs: 'desk' };
  const report = await check({ asset });
  expect((await findings({ asset })).filter((one) => !one.startsWith('unchecked'))).toEqual([
    'error channel/rule wrokers:3',
  ]);
  expect(valuesOf(report, 'channel/rule')).toEqual([['workers']]);
});

test.each<[string, string[], unknown[]]>([
  ['whatsapp', ['+521', '+525'], [['+5215']]],
  ['whatsapp', ['+521', '+525', '+5215'], [['+5215']]],
  ['whatsapp', ['+521', '+5255'], []],
  ['whatsapp', ['+54', '+549', '+5411'], []],
  ['whatsapp', ['+5511', '+55119', '+551196'], []],
  ['sms', ['+521', '+525'], []],
  ['sms', ['+44', ...Array.from('0123456789', (digit) => `+44${digit}`)], [[undefined]]],
  ['sms', ['+44', ...Array.from('012345678', (digit) => `+44${digit}`)], []],
  ['sms', ['+44'], []],
])('%s: of the prefixes %j, those that never decide', async (channel, keys, cures) => {
  const pool = '+12025551234';
  const prefixes = Object.fromEntries(keys.map((key) => [key, pool]));
  const asset = { [channel]: { default: pool, prefixes } };
  expect(valuesOf(await check({ asset }), 'prefix/unreached')).toEqual(cures);
  const ofWorker = { [channel]: { default: pool, workers: { ana: { prefixes } } } };
  expect(valuesOf(await check({ asset: ofWorker }), 'prefix/unreached')).toEqual(cures);
});
