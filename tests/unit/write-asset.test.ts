import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failure } from '../../scripts/terminal/finding';
import { NEW_ASSET_FILE } from '../../scripts/twilio/project';
import { writeAsset } from '../../scripts/workers/asset';
import { ASSET_FILE } from '../../src/asset';
import { configure, findings, type Setting } from '../support/check';

let setting: Setting;
beforeEach(() => {
  setting = configure({ asset: '\uFEFF{ "sms": "+12" }' });
});
afterEach(() => setting.remove());

const inFolder = (name: string) => path.join(setting.assetsFolder, name);
const written = () => readFileSync(inFolder(ASSET_FILE), 'utf8');

test('it replaces the text, keeps the byte order mark and the mode, and leaves nothing', () => {
  chmodSync(inFolder(ASSET_FILE), 0o640);
  writeAsset(setting.assetsFolder, '{}', '{ "sms": "+12" }');
  expect(written()).toBe('\uFEFF{}');
  expect(statSync(inFolder(ASSET_FILE)).mode & 0o777).toBe(0o640);
  expect(readdirSync(setting.assetsFolder)).toEqual([ASSET_FILE]);
});

test('what somebody else has written since then is not lost', () => {
  writeFileSync(inFolder(ASSET_FILE), '{ "sms": "+13" }');
  const write = () => writeAsset(setting.assetsFolder, '{}', '{ "sms": "+12" }');
  expect(write).toThrow(failure('asset/changed'));
  expect(written()).toBe('{ "sms": "+13" }');
  expect(readdirSync(setting.assetsFolder)).toEqual([ASSET_FILE]);
});

test('it does not write while another run does', () => {
  writeFileSync(inFolder(NEW_ASSET_FILE), '{ "chat": "x" }');
  const write = () => writeAsset(setting.assetsFolder, '{}', '{ "sms": "+12" }');
  expect(write).toThrow(failure('asset/locked', inFolder(NEW_ASSET_FILE)));
  expect(written()).toContain('+12');
  expect(readFileSync(inFolder(NEW_ASSET_FILE), 'utf8')).toBe('{ "chat": "x" }');
});

test('check finds what a run has left behind', async () => {
  const asset = { chat: 'front-desk' };
  expect(await findings({ asset, files: [NEW_ASSET_FILE] })).toEqual([
    `warning file/left assets/${NEW_ASSET_FILE}`,
  ]);
});
