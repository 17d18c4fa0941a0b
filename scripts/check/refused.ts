import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ASSET_FILE } from '../../src/asset';
import { misspelt } from '../mapping/misspelt';
import { type Finding, finding } from '../terminal/finding';

/**
 * Says why the Function refuses every request that Frontline can send: the mapping is missing, or
 * no channel of Frontline's has an address. Other findings name a misspelt channel, and a rule that
 * stands in the place of a channel.
 */
export function everyRequestRefused(assetsFolder: string, envFile: string): Finding {
  const file = path.join(assetsFolder, ASSET_FILE);
  const reason = existsSync(file)
    ? 'has no address in a channel that Frontline asks for'
    : whyNoAsset(assetsFolder);
  return finding('mapping/refuses-all', { name: file, file }, reason, whyNoVariables(envFile));
}

function whyNoVariables(envFile: string): string {
  if (existsSync(envFile)) return 'Set a TWILIO_<CHANNEL>_NUMBER, or add a channel to the mapping';
  return `There is no ${envFile}: copy .env.example to ${envFile}`;
}

function whyNoAsset(assetsFolder: string): string {
  const files = existsSync(assetsFolder) ? readdirSync(assetsFolder) : [];
  if (files.includes(ASSET_FILE)) return 'is a link to a file that does not exist: mend the link';
  const misnamed = files.find(
    (name) => misspelt(ASSET_FILE, [name]) ?? /proxy.?address/i.test(name),
  );
  return misnamed
    ? `is missing. Rename ${path.join(assetsFolder, misnamed)} to ${ASSET_FILE}`
    : 'is missing';
}
