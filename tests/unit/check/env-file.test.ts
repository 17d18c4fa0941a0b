import { afterEach, expect, jest, test } from '@jest/globals';
import { check, compact, findings, valuesOf } from '../../support/check';

const SMS = 'TWILIO_SMS_NUMBER=+12025551234\n';
const SERVICE = 'TWILIO_CONVERSATIONS_SERVICE_SID';

afterEach(() => {
  jest.restoreAllMocks();
});

test('each line that is ignored is named, and no value', async () => {
  const report = await check({
    env: `# a comment\r\n\r\nexport TWILIO_SMS_NUMBER=+12025551234\r\nTWILIO_CHAT_NUMBER: front-desk\r\nMIIEvQIBADANBgkqhkiG\n${SMS}`,
  });
  expect(report.findings.map(compact)).toEqual([
    'error env/ignored-variable .env:3',
    'error env/ignored-variable .env:4',
    'warning env/ignored .env:5',
    'unchecked account/no-credentials',
  ]);
  expect(valuesOf(report, 'env/ignored-variable')).toEqual([[', without export'], ['']]);
  expect(JSON.stringify(report.findings)).not.toMatch(/MIIE|front-desk/);
});

test.each([
  ['UTF-16', Buffer.from(`\uFEFF${SMS}`, 'utf16le')],
  ['Latin-1', Buffer.from(`# für Köln\n${SMS}`, 'latin1')],
])('in %s it is not what was written', async (_, env) => {
  await expect(findings({ env, asset: { chat: 'desk' } })).rejects.toThrow(
    /^\S*\.env is not UTF-8\. Save it as UTF-8\.$/,
  );
});

test('in UTF-8 it is, with a byte order mark too', async () => {
  const env = `\uFEFF# für Köln\n${SMS}`;
  expect(await findings({ env })).toEqual([]);
});

test('of a variable that stands twice, the last counts', async () => {
  const env = `TWILIO_SMS_NUMBER=two words\n\n${SMS}`;
  const report = await check({ env });
  expect(await findings({ env })).toEqual(['warning env/duplicate TWILIO_SMS_NUMBER:1']);
  expect(valuesOf(report, 'env/duplicate')).toEqual([[3]]);
  expect(report.addresses.map(({ value, position }) => [value, position?.()])).toEqual([
    ['+12025551234', '3'],
  ]);
});

test('a blank variable that stands again is no mistake', async () => {
  expect(await findings({ env: `TWILIO_SMS_NUMBER=\n${SMS}` })).toEqual([]);
});

test('a value goes on behind its #', async () => {
  const report = await check({ env: 'TWILIO_CHAT_NUMBER=desk#2\n' });
  expect(report.addresses.map(({ value }) => value)).toEqual(['desk#2']);
});

test('a variable that is set in the shell alone is not deployed', async () => {
  jest.replaceProperty(process, 'env', {
    ...process.env,
    TWILIO_SMS_NUMBER: '+12025551234',
    TWILIO_CHAT_NUMBER: 'desk',
    TWILIO_WHATSAPP_NUMBER: ' ',
    [SERVICE]: 'IS1',
  });
  const asset = { sms: '+12025551234' };
  expect(await findings({ asset, env: 'TWILIO_SMS_NUMBER=\nTWILIO_CHAT_NUMBER=desk\n' })).toEqual([
    'warning env/shell-only TWILIO_SMS_NUMBER',
    `warning env/shell-only ${SERVICE}`,
  ]);
});

test('a variable with small letters is never read', async () => {
  const report = await check({ env: `TWILIO_sms_NUMBER=+12025551234\n${SMS}` });
  expect(report.findings.map(compact)).toContain('error variable/unread TWILIO_sms_NUMBER:1');
  expect(valuesOf(report, 'variable/unread')).toEqual([['TWILIO_SMS_NUMBER']]);
  expect(report.addresses.map(({ name }) => name)).toEqual(['TWILIO_SMS_NUMBER']);
});

test('a token that only npm run deploy keeps back', async () => {
  const env = `${SMS}TWILIO_AUTH_TOKEN=the-secret-token\nTWILIO_ACCOUNT_SID=\nAUTH_TOKEN=${'0'.repeat(32)}\n`;
  const report = await check({ env });
  expect(await findings({ env })).toEqual(['warning env/secret TWILIO_AUTH_TOKEN:2']);
  expect(valuesOf(report, 'env/secret')).toEqual([['AUTH_TOKEN']]);
  expect(JSON.stringify(report)).not.toContain('the-secret-token');
});

test.each([
  ...['TWILIO_API_SECRET', 'TWILIO_API_KEY', 'FRONTLINE_AUTH_TOKEN', 'AIRTABLE_API_KEY'],
  ...['SF_PASSWORD', 'HUBSPOT_TOKEN', 'password', 'SECRET_KEY_2', 'Db_Pass', 'AWS_CREDENTIALS'],
])('a secret of whatever name: %s', async (name) => {
  const value = name === 'TWILIO_API_KEY' ? `SK${'0'.repeat(32)}` : 'the-secret';
  const env = `${SMS}${name}=${value}\n`;
  expect(await findings({ env })).toEqual([`warning env/secret ${name}:2`]);
  expect(JSON.stringify(await check({ env }))).not.toContain(value);
  expect(await findings({ env: `${SMS}${name}=\n` })).toEqual([]);
});

test.each(['DB', 'KEYBOARD', 'MONKEY', 'COMPASS', 'TOKENIZER', 'BYPASS_CACHE', 'PORT'])(
  'no secret: %s',
  async (name) => {
    expect(await findings({ env: `${SMS}${name}=x\n` })).toEqual([]);
  },
);

test('a value whose quotes are not closed on its line', async () => {
  const env = `TWILIO_SMS_NUMBER="+12025551234,\n+12025551235"\nTWILIO_CHAT_NUMBER='desk\n`;
  const found = (await findings({ env })).filter((finding) => finding.includes('env/'));
  expect(found).toEqual([
    'error env/unclosed TWILIO_SMS_NUMBER:1',
    'warning env/ignored .env:2',
    'error env/unclosed TWILIO_CHAT_NUMBER:3',
  ]);
  expect(
    await findings({ env: `TWILIO_SMS_NUMBER="+12025551234"\nTWILIO_CHAT_NUMBER='it"s'\n` }),
  ).toEqual([]);
});

test.each([
  ['TWILIO_CHAT_NUMBER="front-desk" ', 'env/after-quote'],
  ["TWILIO_CHAT_NUMBER='front-desk'\t", 'env/after-quote'],
  ['TWILIO_CHAT_NUMBER="front"-desk', 'env/after-quote'],
  ['TWILIO_CHAT_NUMBER = "front-desk" # ours', 'env/comment'],
  ['TWILIO_CHAT_NUMBER="front-desk', 'env/unclosed'],
  ['TWILIO_CHAT_NUMBER="front-desk" # "ours"', 'env/comment'],
  ['TWILIO_CHAT_NUMBER="front-desk"', undefined],
  ['TWILIO_CHAT_NUMBER=  "front"desk"', undefined],
  ['TWILIO_CHAT_NUMBER=front-desk"', undefined],
  ['TWILIO_CHAT_NUMBER=""', undefined],
])('what follows the closing quote stays in the value: %j', async (line, code) => {
  for (const end of ['\n', '\r\n']) {
    const found = await findings({ env: `# ours${end}${line}${end}${SMS}` });
    const about = found.filter((finding) => finding.includes(' env/'));
    expect(about).toEqual(code ? [`error ${code} TWILIO_CHAT_NUMBER:2`] : []);
  }
});

test('variables that are too large for Twilio', async () => {
  const own = 'x'.repeat(451);
  const numbers = Array.from({ length: 30 }, (_, index) => `+120255512${10 + index}`).join();
  const names = ['WHATSAPP', 'VOICE', 'LINE', 'VIBER', 'RCS', 'MESSENGER'];
  const together = names.map((name) => `TWILIO_${name}_NUMBER=${numbers}\n`);
  expect(await findings({ env: `${SMS}TWILIO_CHAT_NUMBER=desk${own}\n` })).toEqual([
    'error address/malformed TWILIO_CHAT_NUMBER:2',
    'error variable/size TWILIO_CHAT_NUMBER:2',
  ]);
  expect(await findings({ env: SMS + together.join('') })).toContain('error variables/size');
  // What the Function does not read is not deployed.
  const others = names.map((name) => `${name}=${numbers}\n`);
  expect(await findings({ env: SMS + others.join('') })).toEqual([]);
});
