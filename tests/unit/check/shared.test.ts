import { expect, test } from '@jest/globals';
import { check, findings, valuesOf } from '../../support/check';

const OWN = '+12025551234';
const OTHER = '+12025551235';
const POOL = [OWN, OTHER];

test.each<[string, object, string[]]>([
  ["is in the channel's pool too", { default: POOL, workers: { ana: OWN } }, ['ana']],
  [
    "is the channel's one address too",
    { default: OWN, workers: { ana: { default: OWN } } },
    ['ana'],
  ],
  ["is in another worker's pool", { workers: { ana: OWN, bo: POOL } }, ['ana']],
  ['is that of two workers', { workers: { ana: OWN, bo: OWN } }, ['ana', 'bo']],
  ['is written twice', { default: POOL, workers: { ana: [OWN, OWN] } }, ['ana', 'ana']],
  [
    'is for the same prefix',
    { workers: { ana: { prefixes: { '+44': OWN } }, bo: { prefixes: { '+44': POOL } } } },
    ['ana'],
  ],
  [
    'is for a prefix in the other',
    { workers: { ana: { prefixes: { '+4477': OWN } }, bo: { prefixes: { '+44': OWN } } } },
    ['ana', 'bo'],
  ],
  [
    "is in one of the channel's prefixes",
    { prefixes: { '+44': POOL }, workers: { ana: OWN } },
    ['ana'],
  ],
])("a worker's only address that %s", async (_, sms, workers) => {
  const report = await check({ asset: { sms } });
  const found = report.findings.filter(({ code }) => code === 'address/shared');
  expect(
    found.map(({ level, places }) => [level, places.flatMap(({ counted }) => counted?.[0] ?? [])]),
  ).toEqual([['warning', workers]]);
});

test.each<[string, unknown]>([
  ['is nobody else’s', { default: OTHER, workers: { ana: OWN } }],
  ['is in two pools: the Function has a choice', { default: POOL, workers: { ana: POOL } }],
  ['is the channel’s alone, however many workers', OWN],
  [
    'stands twice in one worker’s own rules',
    { workers: { ana: { default: OWN, prefixes: { '+44': OWN } } } },
  ],
  [
    'is for customers that the other has not',
    { workers: { ana: { prefixes: { '+44': OWN } }, bo: { prefixes: { '+1': OWN } } } },
  ],
  ['cannot be an address', { workers: { ana: '12', bo: '12' } }],
])('no warning for an address that %s', async (_, sms) => {
  expect((await findings({ asset: { sms } })).join()).not.toContain('address/shared');
});

test('an address of another channel is another', async () => {
  const asset = { sms: { workers: { ana: OWN } }, voice: { workers: { bo: OWN } } };
  expect((await findings({ asset })).join()).not.toContain('address/shared');
});

test('two spellings are one address', async () => {
  const asset = { whatsapp: { default: `whatsapp:${OWN}`, workers: { ana: OWN } } };
  expect(await findings({ asset })).toEqual(['warning address/shared whatsapp.workers[#1]:5']);
});

test.each([
  ['+5411', '+54911', true],
  ['+54911', '+5411', true],
  ['+5411', '+549', true],
  ['+525', '+52155', true],
  ['+2254', '+22507', true],
  ['+5411', '+54934', false],
  ['+55112', '+55119', false],
])('on WhatsApp, a customer of %s can be one of %s: %s', async (one, other, isShared) => {
  const workers = { ana: { prefixes: { [one]: OWN } }, bo: { prefixes: { [other]: OWN } } };
  const found = (await findings({ asset: { whatsapp: { workers } } })).join();
  expect(found.includes('address/shared')).toBe(isShared);
  const bySms = (await findings({ asset: { sms: { workers } } })).join();
  expect(bySms.includes('address/shared')).toBe(one.startsWith(other) || other.startsWith(one));
});

test('sixty workers with one number are one finding, which says where else it stands', async () => {
  const workers = Array.from({ length: 60 }, (_, index) => [`worker-${index}`, OWN]);
  const asset = { sms: { default: POOL, workers: Object.fromEntries(workers) } };
  const report = await check({ asset });
  expect(valuesOf(report, 'address/shared')).toEqual([[60, ['sms.default[#1]']]]);
  expect(report.findings.find(({ code }) => code === 'address/shared')?.places).toHaveLength(60);
});
