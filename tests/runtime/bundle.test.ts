import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const FUNCTIONS = path.join(__dirname, '../../dist/functions');
const FUNCTION = 'callbacks/outgoing-conversation.protected.js';

test('the build is one protected Function', () => {
  const files = readdirSync(FUNCTIONS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(FUNCTIONS, path.join(entry.parentPath, entry.name)));
  expect(files).toEqual([path.normalize(FUNCTION)]);
});

test('it is under 8,400 bytes, and requires no package', () => {
  const text = readFileSync(path.join(FUNCTIONS, FUNCTION), 'utf8');
  const required = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
  expect(
    required.filter((name) => !builtinModules.includes(`${name}`.replace('node:', ''))),
  ).toEqual([]);
  expect(Buffer.byteLength(text)).toBeLessThan(8_400);
});
