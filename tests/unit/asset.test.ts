import { afterEach, expect, test } from '@jest/globals';
import { parseAsset, readAsset } from '../../src/asset';

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'Runtime');
});

test('nothing deployed is an empty mapping', () => {
  Object.assign(globalThis, { Runtime: { getAssets: () => ({}) } });
  expect(readAsset()).toEqual({});
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
  expect(parseAsset(json)).toMatchObject({
    status: 500,
    code: 48026,
    message: `proxy-addresses.private.json ${fault}`,
  });
});
