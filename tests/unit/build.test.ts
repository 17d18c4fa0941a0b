import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { buildFunction } from '../../scripts/twilio/build';
import { BUILT_FUNCTION, PROJECT } from '../../scripts/twilio/project';
import { run } from '../support/run';

test('a build replaces the Function at once: nobody reads half of it', () => {
  const before = statSync(BUILT_FUNCTION);
  buildFunction();
  const after = statSync(BUILT_FUNCTION);
  expect(after.ino).not.toBe(before.ino);
  expect(after.size).toBe(before.size);
  expect(readdirSync(path.join(PROJECT, 'dist'))).toEqual(['functions']);
});

test.each([
  ['20.11.1', 1, '✘ Node.js >=20.12 is needed'],
  ['18.20.0', 1, '✘ Node.js >=20.12 is needed'],
  ['20.12.0', 0, ''],
  ['24.0.0', 0, ''],
])('with Node.js %s, install and commands end with %d', async (version, exitCode, says) => {
  const old = `Object.defineProperty(process.versions, 'node', { value: '${version}' });`;
  const { stderr, ...outcome } = await run(process.execPath, [
    '-e',
    `${old} require('./scripts/typescript.cjs');`,
  ]);
  expect(outcome).toEqual({ exitCode, stdout: '' });
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(says)]);
});
