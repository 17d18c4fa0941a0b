import { writeFileSync } from 'node:fs';
import { SCHEMA_FILE, schemaText } from './schema/json-schema';
import { command, run } from './terminal/command';

run(
  command(
    'npm run schema',
    'Writes proxy-addresses.schema.json, by which editors complete and check the mapping, from scripts/mapping/forms.ts.',
  ),
  async () => {
    writeFileSync(SCHEMA_FILE, schemaText());
    return true;
  },
);
