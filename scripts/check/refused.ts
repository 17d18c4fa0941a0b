import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ASSET_FILE, type UncheckedMapping } from '../../src/asset';
import { CHANNELS } from '../../src/channel';
import { RULES } from '../mapping/forms';
import { misspelt } from '../mapping/misspelt';
import { type Finding, finding } from '../terminal/finding';

/**
 * Says why the Function refuses every request that Frontline can send: the mapping is missing or
 * empty, or no channel of Frontline's has an address.
 *
 * @param mapping The mapping in the asset, or `undefined` if there is no asset.
 */
export function everyRequestRefused(
  mapping: UncheckedMapping | undefined,
  assetsFolder: string,
  envFile: string,
): Finding {
  const file = path.join(assetsFolder, ASSET_FILE);
  const reason = mapping ? whyNoChannel(mapping) : whyNoAsset(assetsFolder);
  const env = whyNoVariables(envFile);
  return finding('mapping/refuses-all', { name: file, file }, reason, env);
}

function whyNoVariables(envFile: string): string {
  if (existsSync(envFile)) return 'Set a TWILIO_<CHANNEL>_NUMBER, or add a channel to the mapping';
  return existsSync(`${envFile}.txt`)
    ? `${envFile}.txt is not read: rename it to ${envFile}`
    : `There is no ${envFile}: copy .env.example to ${envFile}`;
}

function whyNoAsset(assetsFolder: string): string {
  const files = existsSync(assetsFolder) ? readdirSync(assetsFolder) : [];
  const misnamed = files.find(
    (name) => misspelt(ASSET_FILE, [name]) ?? /proxy.?address/i.test(name),
  );
  return misnamed
    ? `is missing. Rename ${path.join(assetsFolder, misnamed)} to ${ASSET_FILE}`
    : 'is missing';
}

function whyNoChannel(mapping: UncheckedMapping): string {
  const channels = Object.keys(mapping).filter((key) => key !== '$schema');
  if (channels.length === 0) return 'has no channel';
  const rule = channels.find((channel) => RULES.includes(channel));
  if (rule) return `has "${rule}" at the top: put it below a channel, such as "sms"`;
  const odd = channels.find((channel) => misspelt(channel, CHANNELS));
  if (odd) return `has the unknown channel "${odd}": did you mean "${misspelt(odd, CHANNELS)}"?`;
  return 'has a channel, but no address in it';
}
