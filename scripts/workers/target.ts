import { bareAddress } from '../../src/address';
import { CHANNELS, printableName } from '../../src/channel';
import { parsePool } from '../../src/pool';
import { isRecord } from '../../src/record';
import { Refusal } from '../../src/refusal';
import { entriesOf } from '../mapping/entries';
import { RULES } from '../mapping/forms';
import { misspelt } from '../mapping/misspelt';
import { keyIn, type Part, partsIn, withAllBelow } from '../mapping/parts';
import { UsageError } from '../terminal/command';
import { demandAssetText } from '../twilio/configuration';
import type { Rules } from './rules';

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

/**
 * Reads the rules of a worker, or a channel's pool, from the mapping, as the Function would.
 *
 * @throws Refusal that names the place of the malformed part.
 */
export function rulesIn(own: Part): Rules {
  const parts = isRecord(own.value)
    ? partsIn(own).flatMap((part) => (part.kind === 'prefixes' ? tableIn(part) : part))
    : [own];
  const pools = parts.filter((part) => part === own || part.kind === 'pool');
  return new Map(
    pools.map((part) => {
      const { name, value, channel } = part;
      return [keyIn('prefixes', part) ?? '', parsePool(channel, { value, place: () => name })];
    }),
  );
}

/**
 * The parts of a table of the mapping.
 *
 * @throws Refusal that names the place, if the part is not an object.
 */
function tableIn(part: Part): Part[] {
  if (isRecord(part.value)) return partsIn(part);
  throw new Refusal(500, 48026, `${part.name} must be an object: { "…": … }.`);
}

/** Writes rules in the form of the mapping: an address, a list, or `default` and `prefixes`. */
export function entryOf(rules: Rules): unknown {
  const { '': standard, ...prefixes } = Object.fromEntries(
    [...rules].map(([prefix, pool]) => [prefix, pool.length === 1 ? pool[0] : pool]),
  );
  return Object.keys(prefixes).length > 0 ? { default: standard, prefixes } : standard;
}

/**
 * Gives the same text for rules that mean the same. The order of a pool does not count, and neither
 * does a repeated address.
 */
export function meaningOf(rules: Rules): string {
  return JSON.stringify(
    [...rules].map(([key, pool]) => [key, ...[...new Set(pool)].sort()]).sort(),
  );
}
