import { bareAddress } from '../../src/address';
import { CHANNELS, printableName } from '../../src/channel';
import { isRecord } from '../../src/record';
import { entriesOf } from '../mapping/entries';
import { RULES } from '../mapping/forms';
import { misspelt } from '../mapping/misspelt';
import { type Part, partsIn, withAllBelow } from '../mapping/parts';
import { UsageError } from '../terminal/command';
import { demandAssetText } from '../twilio/configuration';
import { rulesIn, tableIn } from './rules';

/** The channel and the mapping of the workers. */
export interface Target {
  channel: string;
  assetsFolder: string;
}

/** What the mapping says of the workers of a channel. */
export interface Mapping {
  text: string;
  /** The entries of the workers. */
  workers: Part[];
  /** Every number, without a scheme, and every prefix, of any channel. */
  known: Set<string>;
}

/**
 * Reads the workers of a channel from the mapping.
 *
 * @throws Error that names the place, if the mapping is broken. UsageError for an unknown channel.
 */
export function openMapping({ channel, assetsFolder }: Target): Mapping {
  const text = demandAssetText(assetsFolder);
  const entries = entriesOf(text, {});
  const entry = entries.find(({ key }) => key === channel);
  const meant = misspelt(channel, CHANNELS);
  if (RULES.includes(channel) || (!entry && (meant || !printableName(channel)))) {
    throw new UsageError(`--channel ${channel} is not a channel. Did you mean ${meant ?? 'sms'}?`);
  }
  const known = new Set(withAllBelow(entries).flatMap(knownIn));
  if (!entry) return { text, workers: [], known };
  if (!isRecord(entry.value)) rulesIn(entry);
  const tables = partsIn(entry).filter(({ kind }) => kind === 'workers');
  for (const { name, earlier } of [entry, ...tables]) {
    const [line] = earlier;
    if (line) throw new Error(`${name} is in the mapping twice. Remove the one on line ${line}.`);
  }
  return { text, workers: tables.flatMap(tableIn), known };
}

function knownIn({ kind, key, value, above }: Part): string[] {
  if (kind === 'address') return typeof value === 'string' ? [bareAddress(value)] : [];
  return above?.kind === 'prefixes' ? [key] : [];
}
