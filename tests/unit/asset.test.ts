import { afterEach, expect, jest, test } from '@jest/globals';
import { parseAsset } from '../../src/asset';

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Runtime');
});

async function readFrom(getAssets: () => object): Promise<unknown> {
  Object.assign(globalThis, { Runtime: { getAssets } });
  jest.resetModules();
  const { readAsset } = await import('../../src/asset');
  return readAsset();
}

test('nothing deployed is an empty mapping', async () => {
  expect(await readFrom(() => ({}))).toEqual({});
});

test('a mock runtime that throws without assets has none', async () => {
  const getAssets = () => {
    throw new Error('There are no assets.');
  };
  expect(await readFrom(getAssets)).toEqual({});
});

test('an asset may be opened as bytes', async () => {
  const open = () => Buffer.from('{ "chat": "Empfang-Süd" }');
  expect(await readFrom(() => ({ '/proxy-addresses.json': { open } }))).toEqual({
    chat: 'Empfang-Süd',
  });
});

test.each([
  ['{ "sms": "+12" }', { sms: '+12' }],
  ['\uFEFF{ "sms": "+12" }', { sms: '+12' }],
  ['{ "chat": "a\uFEFFb" }', { chat: 'a\uFEFFb' }],
])('parses %j', (json, mapping) => {
  expect(parseAsset(json)).toEqual(mapping);
});

test.each([
  ['', 'is not valid JSON: npm run check shows where.'],
  ['{ "ana@example.com": }', 'is not valid JSON: npm run check shows where.'],
  ['[]', 'must hold one JSON object: { "channel": … }'],
  ['null', 'must hold one JSON object: { "channel": … }'],
])('refuses %j', (json, fault) => {
  expect(() => parseAsset(json)).toThrow(
    expect.objectContaining({
      status: 500,
      code: 48026,
      message: `proxy-addresses.private.json ${fault}`,
    }),
  );
});
