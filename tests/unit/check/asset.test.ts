import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { check as checkConfiguration } from '../../../scripts/check/check';
import { readConfiguration } from '../../../scripts/twilio/configuration';
import { ASSET_FILE } from '../../../src/asset';
import { addressesOf, check, configure, findings } from '../../support/check';

test.each([
  ['invalid JSON', '{\n  "sms": "+12025551234",\n}', `error asset/invalid-json ${ASSET_FILE}:2`],
  ['JSON, but no object', '["+12025551234"]', `error asset/malformed ${ASSET_FILE}:1`],
  ['nothing', '', `error asset/invalid-json ${ASSET_FILE}:1`],
  [
    'UTF-16',
    Buffer.from('\uFEFF{ "sms": "+12025551234" }', 'utf16le'),
    `error asset/encoding ${ASSET_FILE}`,
  ],
])('an asset that is %s', async (_, asset, found) => {
  expect(await findings({ asset })).toEqual([found]);
});

test('a broken asset does not hide what a variable sets', async () => {
  const report = await check({ asset: '{', env: 'TWILIO_SMS_NUMBER=+12025551234\n' });
  expect(addressesOf(report)).toEqual(['TWILIO_SMS_NUMBER:1 +12025551234']);
});

test('an asset that is larger than Twilio takes', async () => {
  const asset = { $schema: 'x'.repeat(10 * 1024 * 1024), chat: 'desk' };
  expect(await findings({ asset })).toEqual([`error asset/size assets/${ASSET_FILE}`]);
});

test('a byte order mark before the asset is ignored', async () => {
  expect(await findings({ asset: '\uFEFF{ "sms": "+12025551234" }' })).toEqual([]);
});

const folder = configure({});
afterAll(folder.remove);

test('an asset that cannot be read', async () => {
  const { envFile, assetsFolder } = folder;
  mkdirSync(path.join(assetsFolder, ASSET_FILE));
  const checking = checkConfiguration(readConfiguration(envFile), {
    assetsFolder,
    meantPublic: [],
  });
  await expect(checking).rejects.toThrow('EISDIR');
});

test('a mapping that is nested too deep to be one', async () => {
  const asset = `{ "sms": ${'['.repeat(20_000)}${']'.repeat(20_000)} }`;
  expect(await findings({ asset })).toEqual(['error address/malformed sms[#1]:1:11']);
});

test('of a mapping in one line, the column is told', async () => {
  const asset = '{"sms":["+12025551234","12"]}\n';
  expect(addressesOf(await check({ asset }))).toEqual([
    'sms[#1]:1:9 +12025551234',
    'sms[#2]:1:24 12',
  ]);
});
