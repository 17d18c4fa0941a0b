import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import * as v from 'valibot';
import { SCHEMA_FILE, schemaText } from '../../scripts/schema';
import { mapping } from '../../src/schema';

const PROJECT = path.join(__dirname, '../..');
const byEditor = new Ajv({ strict: false }).compile(JSON.parse(schemaText()));

function read(file: string): string {
  return readFileSync(path.join(PROJECT, file), 'utf8');
}

test('the JSON Schema file is up to date: npm run schema', () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(schemaText());
});

test('the example points at it, and is right', () => {
  const example = JSON.parse(read('examples/proxy-addresses.private.json'));
  expect(v.safeParse(mapping, example).success).toBe(true);
  expect(byEditor(example)).toBe(true);
  expect(example).toMatchObject({ $schema: `../${path.basename(SCHEMA_FILE)}` });
});

test('so is the mapping in the README', () => {
  const [, json = ''] = /```json\n(.*?)```/s.exec(read('README.md')) ?? [];
  expect(v.safeParse(mapping, JSON.parse(json)).success).toBe(true);
  expect(byEditor(JSON.parse(json))).toBe(true);
});

describe('the schema and the JSON Schema both', () => {
  test.each([
    ['{}'],
    ['{ "sms": "+12" }'],
    ['{ "sms": ["+12", "+13"] }'],
    ['{ "sms": { "default": "+12" } }'],
    ['{ "sms": { "prefixes": { "+4": "+12", "+44": ["+13"] } } }'],
    [
      '{ "sms": { "workers": { "": "+12", "a": ["+13"], "b": { "prefixes": { "+44": "+14" } } } } }',
    ],
    ['{ "whatsapp": ["+12", "whatsapp:+13"] }'],
    ['{ "chat": "front-desk", "any other": { "default": "x" } }'],
    ['{ "chat": "chat:1", "rcs": "rcs:1", "line": "team:1" }'],
    ['{ "sms": {} }'],
  ])('take %s', (json) => {
    expect(v.safeParse(mapping, JSON.parse(json)).success).toBe(true);
    expect(byEditor(JSON.parse(json))).toBe(true);
  });

  test.each([
    ['[]'],
    ['{ "sms": "12" }'],
    ['{ "sms": "whatsapp:+12" }'],
    ['{ "sms": [] }'],
    ['{ "sms": ["+12", 13] }'],
    ['{ "sms": null }'],
    ['{ "sms": { "defaults": "+12" } }'],
    ['{ "sms": { "default": { "default": "+12" } } }'],
    ['{ "sms": { "prefixes": { "44": "+12" } } }'],
    ['{ "sms": { "prefixes": { "+44": [] } } }'],
    ['{ "sms": { "workers": ["+12"] } }'],
    ['{ "sms": { "workers": { "a": { "workers": { "b": "+12" } } } } }'],
    ['{ "whatsapp": "12" }'],
    ['{ "whatsapp": { "default": "sms:+12" } }'],
    ['{ "chat": "front desk" }'],
    ['{ "chat": "whatsapp:+12" }'],
    ['{ "chat": { "default": ["rcs:1"] } }'],
    ['{ "rcs": "whatsapp:+12" }'],
    ['{ "other": "two words" }'],
    ['{ "other": { "default": "" } }'],
  ])('refuse %s', (json) => {
    expect(v.safeParse(mapping, JSON.parse(json)).success).toBe(false);
    expect(byEditor(JSON.parse(json))).toBe(false);
  });
});

test.each([
  ['[]', 'must be an object: { "…": … }'],
  ['{ "sms": [] }', 'must hold at least one address'],
  ['{ "sms": { "defaults": "+12" } }', 'is no rule: use default, prefixes or workers'],
  ['{ "sms": { "workers": { "a": { "workers": {} } } } }', 'is no rule: use default or prefixes'],
  [
    '{ "sms": { "prefixes": { "44": "+12" } } }',
    'matches no number: a prefix is + and 1 to 15 digits, the first not 0',
  ],
])('says what is wrong with %s', (json, message) => {
  expect(JSON.stringify(v.safeParse(mapping, JSON.parse(json)).issues)).toContain(
    JSON.stringify(message),
  );
});
