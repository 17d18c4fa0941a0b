import { writeFileSync } from 'node:fs';
import { SCHEMA_FILE, schemaText } from './schema/json-schema';
import { runCommand } from './terminal/command';

const USAGE = `npm run schema

Makes proxy-addresses.schema.json, by which editors complete and check the asset, from scripts/mapping/forms.ts.`;

runCommand({
  usage: USAGE,
  flags: {},
  async run() {
    writeFileSync(SCHEMA_FILE, schemaText());
    return true;
  },
});
