import path from 'node:path';
import { OTHER_ADDRESS, SMS_ADDRESS, WHATSAPP_ADDRESS } from '../../src/address';
import { CHANNELS } from '../../src/channel';
import { recordOf } from '../../src/record';
import type { RuleName } from '../../src/rules';
import { FORMS, type Kind } from '../mapping/forms';
import { PROJECT } from '../twilio/project';

/** Not in assets/: there, the schema would be public on the internet. */
export const SCHEMA_FILE = path.join(PROJECT, 'proxy-addresses.schema.json');

/** What an editor shows for each rule. */
const DESCRIPTIONS: Record<RuleName, string> = {
  default: 'The pool for customers that no prefix matches.',
  prefixes: "Pools by how the customer's number begins, such as +44. The longest match wins.",
  workers:
    "Pools or rules by the worker's identity. Where none of them matches, the channel's rules apply.",
};

const NUMBER = addressOf(SMS_ADDRESS, 'One of your numbers: +, country code, number.');
const IDENTITY = 'One of your addresses, without white space.';

/**
 * The form of an address on each channel. On an `other` channel, the schema accepts the scheme of
 * another `other` channel. Only `npm run check` finds that.
 */
const ADDRESSES = {
  sms: NUMBER,
  whatsapp: addressOf(
    WHATSAPP_ADDRESS,
    'One of your WhatsApp senders: +, country code, number, with or without whatsapp: before it.',
  ),
  voice: NUMBER,
  chat: addressOf(withoutSchemes(CHANNELS.filter((channel) => channel !== 'chat')), IDENTITY),
  other: addressOf(withoutSchemes(['sms', 'whatsapp', 'voice', 'chat']), IDENTITY),
};

/**
 * The text of the JSON Schema. Editors use it to complete and check the private asset.
 *
 * @see https://json-schema.org
 */
export function schemaText(): string {
  const channels = Object.keys(ADDRESSES);
  const kinds: Kind[] = ['channel', 'route', 'workers', 'prefixes', 'pool'];
  const forms = channels.flatMap((channel) =>
    kinds.map((kind) => [`${channel}-${kind}`, schemaOf(kind, channel)]),
  );
  const { other, ...properties } = Object.fromEntries(
    channels.map((channel) => [channel, formOf('channel', channel)]),
  );
  const schema = {
    title: 'Proxy addresses',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...properties },
    additionalProperties: other,
    $defs: { ...ADDRESSES, ...Object.fromEntries(forms) },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Refers to the form of one kind of part, which is stated once for each channel. */
function formOf(kind: Kind, channel: string): { $ref: string } {
  return { $ref: `#/$defs/${channel}-${kind}` };
}

/** The schema of one kind of part. It refers to those of the parts below. */
function schemaOf(kind: Kind, channel: string): object {
  const { isPool, rules, entries, keys } = FORMS[kind];
  const address = { $ref: `#/$defs/${channel}` };
  const forms: object[] = isPool ? [address, { type: 'array', items: address, minItems: 1 }] : [];
  if (rules) {
    const described = Object.entries(rules).map(([rule, below]) => [
      rule,
      { description: recordOf(DESCRIPTIONS)[rule], ...formOf(below, channel) },
    ]);
    const properties = Object.fromEntries(described);
    forms.push({ type: 'object', properties, additionalProperties: false });
  }
  if (entries) {
    const propertyNames = keys && { pattern: keys.source };
    const additionalProperties = formOf(entries, channel);
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
