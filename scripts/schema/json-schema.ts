import path from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { PROJECT } from '../twilio/project';
import { CHAT, mapping, OTHER, SMS, WHATSAPP } from './mapping';

/** Beside the assets, not among them: there it would be public on the internet. */
export const SCHEMA_FILE = path.join(PROJECT, 'proxy-addresses.schema.json');

/**
 * The text of the JSON Schema by which editors complete and check the private asset.
 *
 * @see https://json-schema.org
 */
export function schemaText(): string {
  const schema = toJsonSchema(mapping, {
    definitions: {
      smsPool: SMS.pool,
      smsOwnRules: SMS.ownRules,
      whatsappPool: WHATSAPP.pool,
      whatsappOwnRules: WHATSAPP.ownRules,
      chatPool: CHAT.pool,
      chatOwnRules: CHAT.ownRules,
      otherPool: OTHER.pool,
      otherOwnRules: OTHER.ownRules,
      otherChannel: OTHER.channel,
    },
  });
  return `${JSON.stringify({ title: 'Proxy addresses', ...schema }, null, 2)}\n`;
}
