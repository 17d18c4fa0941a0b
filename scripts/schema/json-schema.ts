import path from 'node:path';
import { OTHER_ADDRESS, SMS_ADDRESS, WHATSAPP_ADDRESS } from '../../src/address';
import { CHANNELS } from '../../src/channel';
import { recordOf } from '../../src/record';
import type { RuleName } from '../../src/rules';
import { FORMS, type Kind } from '../mapping/forms';
import { PROJECT } from '../twilio/project';

/** Beside the assets, not among them: there it would be public on the internet. */
export const SCHEMA_FILE = path.join(PROJECT, 'proxy-addresses.schema.json');

/** What editors show of each rule, as somebody writes it. */
const DESCRIPTIONS: Record<RuleName, string> = {
  default: 'The pool for customers whom no prefix matches.',
  prefixes: 'By customer: how their number begins, such as +44, then a pool. The longest wins.',
  workers:
    'By worker: their identity, then a pool or rules. What those leave open goes by the channel.',
};

const NUMBER = addressOf(SMS_ADDRESS, 'A number of yours: +, country code, number.');
const IDENTITY = 'An address of yours, without white space.';

/** An address of each channel. That one of `other` has no scheme of a third channel, `npm run check` finds. */
const ADDRESSES = {
  sms: NUMBER,
  whatsapp: addressOf(
    WHATSAPP_ADDRESS,
    'A WhatsApp sender of yours: whatsapp:+, country code, number.',
  ),
  voice: NUMBER,
  chat: addressOf(withoutSchemes(CHANNELS.filter((channel) => channel !== 'chat')), IDENTITY),
  other: addressOf(withoutSchemes(['sms', 'whatsapp', 'voice', 'chat']), IDENTITY),
};

/**
 * The text of the JSON Schema by which editors complete and check the private asset.
 *
 * @see https://json-schema.org
 */
export function schemaText(): string {
  const { other, ...channels } = Object.fromEntries(
    Object.keys(ADDRESSES).map((channel) => [channel, schemaOf('channel', channel)]),
  );
  const schema = {
    title: 'Proxy addresses',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...channels },
    additionalProperties: other,
    $defs: ADDRESSES,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The schema of a part of the mapping, and of all below it. */
function schemaOf(kind: Kind, channel: string): object {
  const { isPool, rules, entries, keys } = FORMS[kind];
  const address = { $ref: `#/$defs/${channel}` };
  const forms: object[] = isPool ? [address, { type: 'array', items: address, minItems: 1 }] : [];
  if (rules) {
    const described = Object.entries(rules).map(([rule, below]) => [
      rule,
      { description: recordOf(DESCRIPTIONS)[rule], ...schemaOf(below, channel) },
    ]);
    const properties = Object.fromEntries(described);
    forms.push({ type: 'object', properties, additionalProperties: false });
  }
  if (entries) {
    const propertyNames = keys && { pattern: keys.source };
    const additionalProperties = schemaOf(entries, channel);
    forms.push({ type: 'object', propertyNames, additionalProperties });
  }
  return forms.length > 1 ? { anyOf: forms } : { ...forms[0] };
}

function addressOf(pattern: RegExp, description: string): object {
  return { type: 'string', pattern: pattern.source, description };
}

function withoutSchemes(channels: string[]): RegExp {
  return new RegExp(`^(?!(?:${channels.join('|')}):)${OTHER_ADDRESS.source.slice(1)}`);
}
