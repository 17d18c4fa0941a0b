import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { explain, mayGive } from '../../scripts/callback/explanation';
import { compare } from '../../scripts/callback/reasons';
import { readConfiguration } from '../../scripts/twilio/configuration';

const folder = mkdtempSync(path.join(tmpdir(), 'frontline-explanation-'));
const asset = path.join(folder, 'proxy-addresses.private.json');
const envFile = path.join(folder, '.env');
afterAll(() => rmSync(folder, { recursive: true }));

const MAPPING = `{
  "sms": {
    "default": ["+12025551230", "+12025551231"],
    "prefixes": { "+44": ["+442071234567"] },
    "workers": {
      "ana@example.com": "+12025551232",
      "bo@example.com": {
        "default": ["+12025551233", "two words"],
        "prefixes": { "+33": "+33123456789" }
      }
    }
  },
  "whatsapp": { "workers": { "cy@example.com": { "prefixes": { "+44": "+442071234567" } } }, "prefixes": {} },
  "line": { "prefixes": { "+44": "desk" } }
}`;

interface Texts {
  mapping: string;
  env: string;
  identities: boolean;
}

function explained(question: Record<string, string>, more: Partial<Texts> = {}) {
  const { mapping = MAPPING, env = '', identities = false } = more;
  writeFileSync(asset, mapping);
  writeFileSync(envFile, env);
  const here = { configuration: readConfiguration(envFile), assetsFolder: folder, identities };
  return explain({ Location: 'GetProxyAddress', ChannelType: 'sms', ...question }, here);
}

/** What it says of the rules. */
function why(...asked: Parameters<typeof explained>): string | undefined {
  return explained(...asked)
    .findings.find(({ code }) => code === 'rule/decides')
    ?.message.toString();
}

const ANA = { Worker: 'ana@example.com' };
const ASKING = 'TWILIO_CONVERSATIONS_SERVICE_SID=IS1';
const BRITISH = { ChannelValue: '+447700900199' };

test.each<[string, Record<string, string>, Partial<Texts>]>([
  ['Decided by sms.default, line 3 of ASSET: a pool of 2.', {}, {}],
  [
    'Decided by sms.default, line 3 of ASSET: a pool of 2. sms.workers has no such worker.',
    { Worker: 'anna@example.com' },
    {},
  ],
  [
    'Decided by sms, line 1:10 of ASSET: a pool of 1.',
    {},
    { mapping: '{ "sms": ["+12025551230", "+12025551230"] }' },
  ],
  ['Decided by sms.prefixes["+44"], line 4 of ASSET: a pool of 1.', BRITISH, {}],
  ['Decided by sms.workers[#1], line 6 of ASSET: one address.', { Worker: 'ana@example.com' }, {}],
  [
    'Decided by sms.workers[#1] ("ana@example.com"), line 6 of ASSET: one address.',
    { Worker: 'ana@example.com' },
    { identities: true },
  ],
  [
    'Decided by sms.workers[#2].prefixes["+33"], line 9 of ASSET: one address.',
    { Worker: 'bo@example.com', ChannelValue: '+33612345678' },
    {},
  ],
  // What it gives is malformed: that, too, was decided there.
  [
    'Decided by sms.workers[#2].default, line 8 of ASSET: a pool of 2.',
    { Worker: 'bo@example.com', ...BRITISH },
    {},
  ],
  [
    'Decided by sms.workers[#1], line 6 of ASSET: one address.',
    { Worker: 'ana@example.com', ChannelValue: '+12025551232' },
    {},
  ],
  [
    'Decided by chat, line 1:11 of ASSET: one address.',
    { ChannelType: 'chat' },
    { mapping: '{ "chat": "desk" }' },
  ],
  [
    'Decided by TWILIO_SMS_NUMBER, line 2 of ENV: a pool of 2.',
    { Worker: 'ana@example.com' },
    { env: '\nTWILIO_SMS_NUMBER=+12025551230,+12025551231' },
  ],
  ['Tried TWILIO_FAX_NUMBER (not set), "fax" in ASSET (not set).', { ChannelType: 'fax' }, {}],
  [
    "Tried whatsapp.workers[#1].prefixes (the customer's number begins with none), whatsapp.workers[#1].default (not set), whatsapp.prefixes (the customer's number begins with none), whatsapp.default (not set).",
    { ChannelType: 'whatsapp', ChannelValue: 'whatsapp:+33612345678', Worker: 'cy@example.com' },
    {},
  ],
  [
    'Tried whatsapp.workers (no such worker), whatsapp.prefixes (the customer has no phone number), whatsapp.default (not set).',
    { ChannelType: 'whatsapp', Worker: 'dee@example.com' },
    {},
  ],
  [
    'Tried line.workers (not set), line.prefixes (the customer has no phone number), line.default (not set).',
    { ChannelType: 'line', ChannelValue: 'U42' },
    {},
  ],
])('%s', (reason, question, texts) => {
  const named = reason.replace('ASSET', asset).replace('ENV', envFile);
  expect(why(question, texts)).toBe(named);
});

test.each<[Record<string, string>, Partial<Texts>]>([
  [{ Location: 'Home' }, {}],
  [{ ChannelType: '' }, {}],
  [{}, { mapping: '{' }],
])('nothing decides %j, %j', (question, texts) => {
  expect(explained(question, texts).findings).toEqual([]);
});

test.each([
  ['Ana@example.com', '#1', '6', 'ana@example.com'],
  [' bo@example.com', '#2', '7', 'bo@example.com'],
])('a worker who is almost in the mapping: %j', (asked, item, line, meant) => {
  const [, alike, ...others] = explained({ Worker: asked }).findings;
  expect(alike).toMatchObject({ code: 'worker/alike', level: 'warning', values: [asked] });
  expect(alike?.places).toMatchObject([{ name: `sms.workers[${item}]`, counted: [meant] }]);
  expect(alike?.places[0]?.position?.()).toBe(line);
  expect(others).toEqual([]);
});

test.each(['ana@example.com', 'an@example.com', ''])('a worker who is none: %j', (Worker) => {
  expect(explained({ Worker }).findings).toMatchObject([{ code: 'rule/decides' }]);
});

test.each([
  ['+12025551230', true],
  ['+12025551231', true],
  ['+12025551232', false],
])('the Function may give %s where it asks: %p', (address, isGiven) => {
  expect(mayGive(explained({}, { env: ASKING }), address)).toBe(isGiven);
  expect(mayGive(explained({}), address)).toBe(false);
  expect(mayGive(explained({ ChannelType: 'fax' }, { env: ASKING }), address)).toBe(false);
});

const answer = (body: object, status = 200) => ({
  ...{ status, contentType: 'application/json' },
  body: JSON.stringify(body),
});

const refusal = (code: number) =>
  answer(
    {
      ...{ status: 403, code, message: 'Own.' },
      more_info: `https://www.twilio.com/docs/api/errors/${code}`,
    },
    403,
  );

test.each<[ReturnType<typeof answer>, Record<string, string>, Partial<Texts>]>([
  [answer({ proxy_address: '+12025551232' }), { Worker: 'ana@example.com' }, {}],
  [refusal(48026), { ChannelType: 'fax' }, {}],
  // Which it is, Conversations decide.
  [answer({ proxy_address: '+12025551230' }), {}, { env: ASKING }],
  [answer({ proxy_address: '+12025551231' }), {}, { env: ASKING }],
  // Twilio answers, and not the Function.
  [answer({}), {}, {}],
  [answer({ code: 48027 }, 403), {}, {}],
])('what is deployed is what is here: %j', (deployed, question, texts) => {
  expect(compare(deployed, explained(question, texts)).differs).toEqual([]);
});

test('a channel that is called like a rule is decided by its own rules', () => {
  const mapping = '{ "default": { "default": "+12025551234" } }';
  expect(why({ ChannelType: 'default' }, { mapping })).toMatch(
    /^Decided by default, line 1:\d+ of/,
  );
});

test.each<[ReturnType<typeof answer>, Record<string, string>, Partial<Texts>, string, string]>([
  [
    answer({ proxy_address: '+12025551239' }),
    { Worker: 'ana@example.com' },
    {},
    '+12025551239',
    '+12025551232',
  ],
  [
    answer({ proxy_address: '+12025551239' }),
    { Worker: 'ana@example.com' },
    { env: ASKING },
    '+12025551239',
    '+12025551232',
  ],
  [refusal(48027), { ChannelType: 'fax' }, {}, 'a refusal with 48027', 'a refusal with 48026'],
  [refusal(48026), { Worker: 'ana@example.com' }, {}, 'a refusal with 48026', '+12025551232'],
  // Frontline takes these too.
  [answer({ proxy_address: '+12', more: 1 }), ANA, {}, '+12', '+12025551232'],
  [answer({ proxy_address: '+12' }, 201), ANA, {}, '+12', '+12025551232'],
  [answer({ proxy_address: '+12' }), { ChannelType: 'fax' }, {}, '+12', 'a refusal with 48026'],
])('what is deployed is not what is here: %j', (deployed, question, texts, there, local) => {
  expect(compare(deployed, explained(question, texts)).differs).toMatchObject([
    { code: 'deployed/differs', level: 'warning', places: [], values: ['unknown', there, local] },
  ]);
});
