import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { filesToDeploy } from '../../scripts/deploy/files';
import { nameInGit } from '../../scripts/deploy/record';
import { UsageError } from '../../scripts/terminal/command';
import { BUILT_FUNCTION, CALLBACK_PATH } from '../../scripts/twilio/project';

const home = process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), 'files-'));
beforeEach(() => {
  process.chdir(folder);
  mkdirSync(path.join(folder, 'assets/img'), { recursive: true });
});
afterEach(() => {
  rmSync(path.join(folder, 'assets'), { recursive: true });
  process.chdir(home);
});
afterAll(() => rmSync(folder, { recursive: true }));

const FUNCTION = {
  kind: 'Function',
  path: CALLBACK_PATH,
  access: 'protected',
  type: 'application/javascript',
  content: withRecord(undefined),
};

function withRecord(mapping: string | undefined): Buffer {
  const name = mapping === undefined ? '' : nameInGit(Buffer.from(mapping));
  return Buffer.from(`${readFileSync(BUILT_FUNCTION)}// mapping: ${name}, commit: \n`);
}

test('the Function alone, where the variables are the mapping', () => {
  expect(filesToDeploy(BUILT_FUNCTION, [])).toEqual([FUNCTION]);
});

test('the mapping as a private asset, and no other file of the folder', () => {
  writeFileSync('assets/proxy-addresses.private.json', '{}');
  writeFileSync('assets/customers.csv', 'name,number');
  writeFileSync('assets/other.private.json', '{}');
  expect(filesToDeploy(BUILT_FUNCTION, [])).toEqual([
    { ...FUNCTION, content: withRecord('{}') },
    {
      kind: 'asset',
      path: '/proxy-addresses.json',
      access: 'private',
      type: 'application/json',
      content: Buffer.from('{}'),
    },
  ]);
});

test.each([
  ['logo.png', '/logo.png', 'image/png'],
  ['./logo.png', '/logo.png', 'image/png'],
  ['img/../logo.png', '/logo.png', 'image/png'],
  ['img/a.unknown', '/img/a.unknown', 'application/octet-stream'],
])('%s as a public asset', (name, urlPath, type) => {
  writeFileSync(path.join('assets', name), 'PNG');
  expect(filesToDeploy(BUILT_FUNCTION, [name])).toEqual([
    FUNCTION,
    { kind: 'asset', path: urlPath, access: 'public', type, content: Buffer.from('PNG') },
  ]);
});

test.each(['missing.png', '../package.json', '../assets-of-another/logo.png', 'img', '', '.'])(
  'not %j, which is no file of the folder',
  (name) => {
    writeFileSync('package.json', '{}');
    mkdirSync('assets-of-another', { recursive: true });
    writeFileSync('assets-of-another/logo.png', '');
    expect(() => filesToDeploy(BUILT_FUNCTION, [name])).toThrow(UsageError);
  },
);
