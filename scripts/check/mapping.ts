import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ASSET_FILE } from '../../src/asset';
import { FORMS } from '../mapping/forms';
import { misspelt } from '../mapping/misspelt';
import { isRead, type Part } from '../mapping/parts';
import { type Finding, finding } from '../terminal/finding';
import type { Known } from './addresses';
import { partFindings } from './part-findings';
import { isAsked } from './variables';

/** Finds what is wrong with each part of the mapping, in the variables and in the asset. */
export function mappingFindings(parts: Part[], known: Known): Finding[] {
  const answered = new Set(readAddresses(parts).map(({ channel }) => channel));
  return parts.flatMap((part) => {
    const isChannel = part.kind === 'channel';
    if (!isRead(part) && !isChannel) return [];
    const isEmpty = isChannel && isRead(part) && !answered.has(part.channel);
    return [
      ...earlierKeys(part),
      ...partFindings(part, known),
      ...(isEmpty ? [finding('channel/empty', part)] : []),
    ];
  });
}

/** The addresses that the Function can reach, also malformed ones. */
export function readAddresses(parts: Part[]): Part[] {
  return parts.filter((part) => part.kind === 'address' && isRead(part));
}

/** Whether the Function has a choice between addresses anywhere. */
export function hasPool(parts: Part[]): boolean {
  return parts.some(
    (part) =>
      FORMS[part.kind].isPool &&
      Array.isArray(part.value) &&
      new Set(part.value).size > 1 &&
      isRead(part),
  );
}

/** Finds the earlier places of a duplicate key. Only the last place has an effect. */
function earlierKeys(part: Part): Finding[] {
  return part.earlier.map((line) => {
    const { name, file, counted } = part;
    return finding('key/duplicate', { name, file, counted, position: () => line });
  });
}

/**
 * Says why the Function refuses every request that Frontline can send, if it does: the mapping is
 * missing, or no channel of Frontline's has an address. Other findings name a misspelt channel, and a
 * rule that stands in the place of a channel.
 *
 * @param addresses The addresses that the Function can reach.
 */
export function refusesAll(addresses: Part[], assetsFolder: string, envFile: string): Finding[] {
  if (addresses.some(({ channel }) => isAsked(channel))) return [];
  const file = path.join(assetsFolder, ASSET_FILE);
  const reason = existsSync(file)
    ? 'has no address in a channel that Frontline asks for'
    : whyNoAsset(assetsFolder);
  const cure = existsSync(envFile)
    ? 'Set a TWILIO_<CHANNEL>_NUMBER, or add a channel to the mapping'
    : `There is no ${envFile}: copy .env.example to ${envFile}`;
  return [finding('mapping/refuses-all', { name: file, file }, reason, cure)];
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
