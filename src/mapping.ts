import { ASSET_FILE, type UncheckedMapping } from './asset';
import { poolOf, printableName, variableName, whereToSet } from './channel';
import { nameOfChannel } from './place';
import { Refusal } from './refusal';

/** A part of the mapping, not checked yet, and where it stands, for whoever has to fix it. */
export interface Part {
  value: unknown;
  /** Told only when it is needed: finding it can take longer than the answer. */
  place(): string;
}

/**
 * Finds a channel's entry: its environment variable, or else its key in the asset.
 *
 * @param channel The channel's name as Frontline sends it, which can be any text.
 * @param readAsset Reads the asset; not called for a channel that is set by a variable.
 * @throws Refusal 403 (48026) if there is none, and whatever `readAsset` throws.
 */
export function findEntry(
  channel: string,
  variables: Record<string, unknown>,
  readAsset: () => UncheckedMapping,
): Part {
  const variable = variableName(channel);
  const pool = poolOf(variables[variable]);
  if (pool !== undefined) return { value: pool, place: () => variable };
  const mapping = readAsset();
  if (channel === '$schema' || !Object.hasOwn(mapping, channel)) {
    const name = printableName(channel) ?? '<channel>';
    throw new Refusal(403, 48026, `Channel ${name} has no proxy address. ${whereToSet(channel)}`);
  }
  const place = () => `${ASSET_FILE}: ${nameOfChannel(channel, () => numberOf(mapping, channel))}`;
  return { value: mapping[channel], place };
}

/** Where a key stands among the keys of its table: the first is 1. */
export function numberOf(table: Record<string, unknown>, key: string): number {
  return Object.keys(table).indexOf(key) + 1;
}
