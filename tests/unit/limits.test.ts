import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { oversizedAsset, oversizedContext, oversizedVariables } from '../../scripts/check/limits';

const NUMBER = '+14155551234';

function variable(name: string, value: string) {
  const envFile = { name: '.env', lines: [] };
  const credentials = { accountSid: '', authToken: '' };
  return { variables: { [name]: value }, accountFrom: '.env', credentials, envFile };
}

test.each([
  ['X', 'x'.repeat(450), []],
  ['X', 'ü'.repeat(225), []],
  ['X', 'x'.repeat(451), [/^has 451 bytes; Twilio takes 450: move the addresses to proxy-addr/]],
  ['X', `${'ü'.repeat(225)}x`, [/^has 451 bytes/]],
  ['X'.repeat(128), 'x', []],
  ['X'.repeat(129), 'x', [/^has a name of 129 characters; Twilio takes 128/]],
  // What the README says of an environment variable.
  ['TWILIO_SMS_NUMBER', Array(34).fill(NUMBER).join(), []],
  ['TWILIO_SMS_NUMBER', Array(35).fill(NUMBER).join(), [/^has 454 bytes/]],
])('a variable %s=%s: %j', (name, value, texts) => {
  expect(oversizedVariables(variable(name, value))).toEqual(
    texts.map((text) => ({
      place: { name },
      level: 'error',
      text: expect.stringMatching(text),
    })),
  );
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
      {
        text: "have 2500 bytes together, with about 600 of Twilio's own 3100; beyond 3072, Twilio may fail every request (82006): move addresses to proxy-addresses.private.json",
      },
    ]);
  });
});

test('an asset of 10 MB, and one of a byte more', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'limits-'));
  try {
    expect(oversizedAsset(folder)).toEqual([]);
    const file = path.join(folder, 'proxy-addresses.private.json');
    writeFileSync(file, Buffer.alloc(10 * 1024 * 1024));
    expect(oversizedAsset(folder)).toEqual([]);
    writeFileSync(file, Buffer.alloc(10 * 1024 * 1024 + 1));
    expect(oversizedAsset(folder)).toMatchObject([{ level: 'error' }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
