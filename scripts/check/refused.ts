import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ASSET_FILE, type UncheckedMapping } from '../../src/asset';
import { CHANNELS } from '../../src/channel';
import { RULES } from '../mapping/forms';
import { misspelt } from '../mapping/misspelt';
import { error, type Finding } from './finding';

/**
 * Says why a mapping refuses every request that Frontline can send: it is missing or empty, or what it
 * holds is no channel's.
 *
 * @param mapping What the asset holds; nothing if there is no asset.
 */
export function everyRequestRefused(
  mapping: UncheckedMapping | undefined,
  assetsFolder: string,
): Finding {
  const file = path.join(assetsFolder, ASSET_FILE);
  const reason = mapping ? whyNoChannel(mapping) : whyNoAsset(assetsFolder);
  return error(
    { name: file },
    `${reason}, and no TWILIO_<CHANNEL>_NUMBER is set: every request would be refused`,
  );
}

function whyNoAsset(assetsFolder: string): string {
  const files = existsSync(assetsFolder) ? readdirSync(assetsFolder) : [];
  const misnamed = files.find(
    (name) => misspelt(ASSET_FILE, [name]) ?? /proxy.?address/i.test(name),
  );
  return misnamed ? `is missing: is ${path.join(assetsFolder, misnamed)} meant?` : 'is missing';
}

function whyNoChannel(mapping: UncheckedMapping): string {
  const channels = Object.keys(mapping).filter((key) => key !== '$schema');
  if (channels.length === 0) return 'has no channel';
  const rule = channels.find((channel) => RULES.includes(channel));
  if (rule) return `has "${rule}" at the top, where only channels are looked for`;
  const odd = channels.find((channel) => misspelt(channel, CHANNELS));
  if (odd)
    return `has no channel that Frontline asks for: is ${misspelt(odd, CHANNELS)} meant by ${odd}?`;
  return 'has a channel, but no address in it';
}
