import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { compare } from '../../scripts/callback/comparison';
import { explain } from '../../scripts/callback/explanation';
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

function explained(question: Record<string, string>, more: Partial<Texts> = {}) {
  const { mapping = MAPPING, env = '', personal = false } = more;
  writeFileSync(asset, mapping);
  writeFileSync(envFile, env);
  const here = { configuration: readConfiguration(envFile), assetsFolder: folder, personal };
  return explain({ Location: 'GetProxyAddress', ChannelType: 'sms', ...question }, here);
}

interface Texts {
  mapping: string;
  env: string;
  personal: boolean;
}

const BRITISH = { ChannelValue: '+447700900199' };

test.each<[string, Record<string, string>, Partial<Texts>]>([
  ['Decided by sms.default, line 3 of ASSET: a pool of 2.', {}, {}],
  [
    'Decided by sms.default, line 3 of ASSET: a pool of 2; sms.workers (nobody of this name).',
    { Worker: 'anna@example.com' },
    {},
  ],
  ['Decided by sms.prefixes["+44"], line 4 of ASSET: a pool of 1.', BRITISH, {}],
  ['Decided by sms.workers[#1], line 6 of ASSET: one address.', { Worker: 'ana@example.com' }, {}],
  [
    'Decided by sms.workers[#1] ("ana@example.com"), line 6 of ASSET: one address.',
    { Worker: 'ana@example.com' },
    { personal: true },
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
  ['Tried TWILIO_FAX_NUMBER (not set), "fax" in ASSET (not there).', { ChannelType: 'fax' }, {}],
  [
    "Tried whatsapp.workers[#1].prefixes (the customer's number begins with none), whatsapp.workers[#1].default (not there), whatsapp.prefixes (the customer's number begins with none), whatsapp.default (not there).",
    { ChannelType: 'whatsapp', ChannelValue: 'whatsapp:+33612345678', Worker: 'cy@example.com' },
    {},
  ],
  [
    'Tried whatsapp.workers (nobody of this name), whatsapp.prefixes (the customer has no phone number), whatsapp.default (not there).',
    { ChannelType: 'whatsapp', Worker: 'dee@example.com' },
    {},
  ],
  [
    'Tried line.workers (not there), line.prefixes (the customer has no phone number), line.default (not there).',
    { ChannelType: 'line', ChannelValue: 'U42' },
    {},
  ],
])('%s', (why, question, texts) => {
  const named = why.replace('ASSET', asset).replace('ENV', envFile);
  expect(explained(question, texts).why).toBe(named);
});

test.each<[Record<string, string>, Partial<Texts>]>([
  [{ Location: 'Home' }, {}],
  [{ ChannelType: '' }, {}],
  [{}, { mapping: '{' }],
])('nothing decides %j, %j', (question, texts) => {
  expect(explained(question, texts)).not.toHaveProperty('why');
});

test.each([
  ['Ana@example.com', 'ana@example.com'],
  [' bo@example.com', 'bo@example.com'],
])('a worker who is almost in the mapping: %j', (asked, meant) => {
  expect(explained({ Worker: asked }).nearMiss).toEqual({ asked, meant });
});

test.each(['ana@example.com', 'an@example.com', ''])('a worker who is none: %j', (Worker) => {
  expect(explained({ Worker })).not.toHaveProperty('nearMiss');
});

const answer = (body: unknown) => ({
  ...{ status: 200, contentType: 'application/json' },
  body: JSON.stringify(body),
});

test.each<[object, Record<string, string>, Partial<Texts>]>([
  [{ proxy_address: '+12025551232' }, { Worker: 'ana@example.com' }, {}],
  [{ code: 48026 }, { ChannelType: 'fax' }, {}],
  // Which it is, Conversations decide.
  [{ proxy_address: '+12025551230' }, {}, { env: 'TWILIO_CONVERSATIONS_SERVICE_SID=IS1' }],
  [{ proxy_address: '+12025551231' }, {}, { env: 'TWILIO_CONVERSATIONS_SERVICE_SID=IS1' }],
  // Twilio answers, and not the Function.
  [{}, {}, {}],
])('what is deployed is what is here: %j', (body, question, texts) => {
  expect(compare(answer(body), explained(question, texts))).toBeUndefined();
});

test.each<[object, Record<string, string>, Partial<Texts>, string]>([
  [
    { proxy_address: '+12025551239' },
    { Worker: 'ana@example.com' },
    {},
    '+12025551239; the mapping here, +12025551232.',
  ],
  [
    { proxy_address: '+12025551239' },
    { Worker: 'ana@example.com' },
    { env: 'TWILIO_CONVERSATIONS_SERVICE_SID=IS1' },
    '+12025551239; the mapping here, +12025551232.',
  ],
  [
    { code: 48027 },
    { ChannelType: 'fax' },
    {},
    'a refusal with 48027; the mapping here, a refusal with 48026.',
  ],
])('what is deployed is not what is here: %j', (body, question, texts, end) => {
  expect(compare(answer(body), explained(question, texts))).toEqual({
    level: 'warning',
    text: `What is deployed is not what is here: it answers ${end}`,
  });
});
