import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { toJsonSchema } from '@valibot/to-json-schema';
import { CHAT, mapping, OTHER, SMS, WHATSAPP } from '../src/schema';

/** Beside the assets, not among them: there it would be public on the internet. */
export const SCHEMA_FILE = path.join(__dirname, '..', 'proxy-addresses.schema.json');

/**
 * Makes the JSON Schema by which editors complete and check the private asset.
 *
 * @returns The text of its file.
 * @see https://json-schema.org
 */
export function schemaText(): string {
  const schema = toJsonSchema(mapping, {
    typeMode: 'output',
    definitions: {
      smsPool: SMS.pool,
      smsRoute: SMS.route,
      whatsappPool: WHATSAPP.pool,
      whatsappRoute: WHATSAPP.route,
      chatPool: CHAT.pool,
      chatRoute: CHAT.route,
      otherPool: OTHER.pool,
      otherRoute: OTHER.route,
      otherChannel: OTHER.channel,
    },
  });
  return `${JSON.stringify({ title: 'Proxy addresses', ...schema }, null, 2)}\n`;
}

if (require.main === module) {
  writeFileSync(SCHEMA_FILE, schemaText());
}
