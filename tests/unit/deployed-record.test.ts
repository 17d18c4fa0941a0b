import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { nameInGit, recordIn, withRecord } from '../../scripts/deploy/record';

const CODE = 'exports.handler = 1;\n';
const MAPPING = Buffer.from('{ "sms": "+14155550100", "ü": 1 }\n');

test('a mapping has the name that git gives to it', () => {
  const [input, encoding] = [MAPPING, 'utf8' as const];
  const named = execFileSync('git', ['hash-object', '--stdin'], { input, encoding });
  expect(nameInGit(MAPPING)).toBe(named.trim());
});

test.each([
  ['a mapping', MAPPING, nameInGit(MAPPING)],
  ['no mapping', undefined, ''],
])('what is recorded of %s is read back', (_, mapping, name) => {
  const text = withRecord(CODE, mapping);
  expect(text.startsWith(`${CODE}// mapping: ${name}, commit: `)).toBe(true);
  expect(recordIn(text)).toMatchObject({ code: CODE, mapping: name });
});

test.each([CODE, '', `${CODE}// mapping: of ours\n`])('%j has no record', (code) => {
  expect(recordIn(code)).toEqual({ code });
});
