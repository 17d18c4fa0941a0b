import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { oversizedAsset, oversizedContext, oversizedVariables } from '../../scripts/check/limits';

const NUMBER = '+14155551234';

function variable(name: string, value: string) {
  const envFile = { name: '.env', lines: [] };
  const credentials = { ACCOUNT_SID: '', AUTH_TOKEN: '' };
  return { variables: { [name]: value }, accountFrom: '.env', credentials, envFile };
}

test.each([
  ['X', 'x'.repeat(450), []],
  ['X', 'ü'.repeat(225), []],
  ['X', 'x'.repeat(451), [['variable/size', 451, 450]]],
  ['X', `${'ü'.repeat(225)}x`, [['variable/size', 451, 450]]],
  ['X'.repeat(128), 'x', []],
  ['X'.repeat(129), 'x', [['variable/key-size', 129, 128]]],
  // What the README says of an environment variable.
  ['TWILIO_SMS_NUMBER', Array(34).fill(NUMBER).join(), []],
  ['TWILIO_SMS_NUMBER', Array(35).fill(NUMBER).join(), [['variable/size', 454, 450]]],
])('a variable %s=%s: %j', (name, value, found) => {
  expect(
    oversizedVariables(variable(name, value)).map(({ code, level, places, values }) => ({
      found: [code, ...values],
      level,
      places: places.map((place) => place.name),
    })),
  ).toEqual(found.map((one) => ({ found: one, level: 'error', places: [name] })));
});

describe('all variables together, as JSON', () => {
  /** Variables of so many bytes, two of them for the one ü. */
  const together = (bytes: number) => ({ A: 'ü'.padEnd(bytes - '{"A":""}'.length - 1, 'x') });

  test.each([
    [1960, []],
    [1961, ['warning']],
    [2472, ['warning']],
    [2473, ['error']],
  ])('%i bytes: %j', (bytes, levels) => {
    expect(Buffer.byteLength(JSON.stringify(together(bytes)))).toBe(bytes);
    expect(oversizedContext(together(bytes)).map(({ level }) => level)).toEqual(levels);
  });

  test('says what was counted', () => {
    expect(oversizedContext(together(2500))).toMatchObject([
      { code: 'variables/size', values: [2500, 3100, 3072] },
    ]);
  });
});

test('an asset of 10 MB, and one of a byte more', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'limits-'));
  try {
    const file = path.join(folder, 'proxy-addresses.private.json');
    expect(oversizedAsset(file)).toEqual([]);
    writeFileSync(file, Buffer.alloc(10 * 1024 * 1024));
    expect(oversizedAsset(file)).toEqual([]);
    writeFileSync(file, Buffer.alloc(10 * 1024 * 1024 + 1));
    expect(oversizedAsset(file)).toMatchObject([{ code: 'asset/size', level: 'error' }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
