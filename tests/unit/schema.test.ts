import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { mappingFindings } from '../../scripts/check/mapping';
import { entriesIn } from '../../scripts/mapping/entries';
import { withAllBelow } from '../../scripts/mapping/parts';
import { positionsIn } from '../../scripts/mapping/positions';
import { SCHEMA_FILE, schemaText } from '../../scripts/schema/json-schema';
import { PROJECT } from '../../scripts/twilio/project';
import { parseAsset } from '../../src/asset';
import { everyQuestion, statusOf } from '../support/questions';

const isValid = new Ajv({ strict: false }).compile(JSON.parse(schemaText()));

function read(file: string): string {
  return readFileSync(path.join(PROJECT, file), 'utf8');
}

test('the JSON Schema file is up to date: npm run schema', () => {
  expect(readFileSync(SCHEMA_FILE, 'utf8')).toBe(schemaText());
});

test('the example points at it, and is right', () => {
  const example = JSON.parse(read('examples/proxy-addresses.private.json'));
  expect(isValid(example)).toBe(true);
  expect(example).toMatchObject({ $schema: `../${path.basename(SCHEMA_FILE)}` });
});

test('so is the mapping in the README', () => {
  const [, json = ''] = /```json\n(.*?)```/s.exec(read('README.md')) ?? [];
  expect(isValid(JSON.parse(json))).toBe(true);
});

/** What an editor says of a mapping, what `npm run check` does, and whether the Function ever answers 500. */
function verdicts(json: string) {
  const mapping = parseAsset(json);
  const parts = withAllBelow(entriesIn(mapping, positionsIn(json), {}));
  const findings = mappingFindings(parts, { owned: new Map(), meant: new Map() });
  return {
    editor: isValid(mapping) ? 'right' : 'wrong',
    check: findings.some(({ level }) => level === 'error') ? 'wrong' : 'right',
    warns: findings.some(({ level }) => level === 'warning'),
    fails: everyQuestion(mapping, {}).some((question) => statusOf(question, json, {}) === 500),
  };
}

test.each([
  ['{}'],
  ['{ "$schema": "x", "sms": "+12025551234" }'],
  ['{ "sms": ["+12025551234", "+12025551235"] }'],
  ['{ "sms": { "default": "+12025551234" } }'],
  ['{ "sms": { "prefixes": { "+4": "+12025551234", "+44": ["+12025551235"] } } }'],
  [
    '{ "sms": { "default": "+12025551234", "workers": { "a": ["+12025551234"], "b": { "prefixes": { "+44": "+12025551235" } } } } }',
  ],
  ['{ "voice": { "default": "+12025551234", "workers": { "a": "+12025551235" } } }'],
  ['{ "whatsapp": ["+12025551234", "whatsapp:+12025551235"] }'],
  ['{ "chat": "front-desk", "rcs": { "default": "x" } }'],
  ['{ "chat": "chat:1", "rcs": "rcs:1", "line": "team:1" }'],
])('right, for an editor, for check and for the Function: %s', (json) => {
  expect(verdicts(json)).toEqual({ editor: 'right', check: 'right', warns: false, fails: false });
});

test.each([
  ['{ "sms": "12" }'],
  ['{ "sms": "whatsapp:+12" }'],
  ['{ "sms": [] }'],
  ['{ "sms": ["+12", 13] }'],
  ['{ "sms": null }'],
  ['{ "sms": { "default": { "default": "+12" } } }'],
  ['{ "sms": { "prefixes": ["+12"] } }'],
  ['{ "sms": { "prefixes": { "+44": [] } } }'],
  ['{ "sms": { "workers": ["+12"] } }'],
  ['{ "sms": { "workers": { "a": { "default": [] } } } }'],
  ['{ "whatsapp": "12" }'],
  ['{ "voice": "front-desk" }'],
  ['{ "whatsapp": { "default": "sms:+12" } }'],
  ['{ "chat": "front desk" }'],
  ['{ "chat": "whatsapp:+12" }'],
  ['{ "chat": { "default": ["rcs:1"] } }'],
  ['{ "rcs": "whatsapp:+12" }'],
  ['{ "other": "two words" }'],
])('wrong, for all three: %s', (json) => {
  expect(verdicts(json)).toMatchObject({ editor: 'wrong', check: 'wrong', fails: true });
});

test.each([
  ['{ "sms": { "default": "+12025551234", "defaults": "two words" } }'],
  ['{ "sms": { "default": "+12025551234", "prefixes": { "44": "two words" } } }'],
  ['{ "sms": { "workers": { "a": { "default": "+12025551234", "workers": { "b": "12" } } } } }'],
])('odd, so wrong for an editor, a warning for check, and no failure: %s', (json) => {
  expect(verdicts(json)).toEqual({ editor: 'wrong', check: 'right', warns: true, fails: false });
});

test('an editor does not see the scheme of a channel that has no rules of its own there', () => {
  expect(verdicts('{ "rcs": "viber:1" }')).toMatchObject({
    editor: 'right',
    check: 'wrong',
    fails: true,
  });
});
