import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { check } from '../../scripts/check/check';
import { readConfiguration } from '../../scripts/twilio/configuration';
import { PROJECT } from '../../scripts/twilio/project';
import { readSettings } from '../../scripts/twilio/settings';

const home = process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), 'settings-'));
beforeEach(() => process.chdir(folder));
afterEach(() => process.chdir(home));
afterAll(() => rmSync(folder, { recursive: true }));

const FOLDER = '"functionsFolder": "dist/functions"';
const NEEDED = `${FOLDER}, "runtime": "node22"`;

function readFrom(text: string) {
  writeFileSync('.twilioserverlessrc', text);
  return readSettings();
}

test('without a file', () => {
  rmSync('.twilioserverlessrc', { force: true });
  expect(readSettings()).toEqual({ runtime: 'node22', faults: [] });
});

test('the file that ships', () => {
  const text = readFileSync(path.join(PROJECT, '.twilioserverlessrc'), 'utf8');
  expect(readFrom(text)).toEqual({ runtime: 'node22', faults: [] });
});

test('another Service, another runtime, and what is not for deploying', () => {
  const text = `{ ${FOLDER}, "serviceName": "theirs", "runtime": "node24", "commands": { "start": { "live": true } }, }`;
  expect(readFrom(text)).toEqual({ runtime: 'node24', serviceName: 'theirs', faults: [] });
});

test.each([
  [
    '{ "functionsFolder": "other", "runtime": "node22" }',
    'must set functionsFolder to "dist/functions"',
  ],
  [
    '{ "assetsFolder": "assets", "runtime": "node24" }',
    'must set functionsFolder to "dist/functions"',
  ],
  [`{ ${NEEDED}, "assetsFolder": "static" }`, 'must set assetsFolder to "assets"'],
  [`{ ${FOLDER} }`, 'names no runtime'],
  [`{ ${FOLDER}, "runtime": "node20" }`, 'sets a runtime that Twilio does not build for'],
  [`{ ${FOLDER}, "runtime": null }`, 'sets a runtime that Twilio does not build for'],
  [`{ ${NEEDED}, "serviceName": "our service" }`, 'sets a serviceName that is not'],
  [`{ ${NEEDED}, "environment": "prod2" }`, 'sets environment, which npm run deploy does not read'],
  [`{ ${NEEDED}, "commands": { "deploy": { "assetsFolder": "x" } } }`, 'sets commands.deploy'],
  [`{ ${NEEDED}, "environments": { "dev": { "assetsFolder": "x" } } }`, 'sets environments'],
  [`{ ${NEEDED}, "projects": {} }`, 'sets projects'],
  [`{ ${FOLDER} `, 'must be one JSON object'],
  ['[]', 'must be one JSON object'],
])('%s: %s', (text, fault) => {
  expect(readFrom(text).faults).toEqual([expect.stringContaining(fault)]);
});

test.each([
  [`{ ${NEEDED} }`, []],
  [`{ ${FOLDER} }`, ['error']],
  [`{ ${NEEDED}, "assetsFolder": "static" }`, ['error']],
])('%s is checked: %j', async (text, levels) => {
  writeFileSync('.twilioserverlessrc', text);
  const credentials = { ACCOUNT_SID: '', AUTH_TOKEN: '' };
  const configuration = { ...readConfiguration('/dev/null'), credentials };
  const { findings } = await check(configuration, { assetsFolder: 'assets', meantPublic: [] });
  const faults = findings.filter(({ code }) => code === 'settings/fault');
  expect(faults.map(({ level }) => level)).toEqual(levels);
});
