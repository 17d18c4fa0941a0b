import { ASSET_FILE, type UncheckedMapping } from './asset';
import { poolOf, printableName, variableName, whereToSet } from './channel';
import { nameOfCounted } from './place';
import { Refusal } from './refusal';

/** What stands at a key of the mapping, not checked yet, and its place, for whoever has to fix it. */
export interface Entry {
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
): Entry {
  const variable = variableName(channel);
  const pool = poolOf(variables[variable]);
  if (pool !== undefined) return { value: pool, place: () => variable };
  const mapping = readAsset();
  if (channel === '$schema' || !Object.hasOwn(mapping, channel)) {
    const name = printableName(channel) ?? '<channel>';
    throw new Refusal(403, 48026, `Channel ${name} has no proxy address. ${whereToSet(channel)}`);
  }
  const name = () => printableName(channel) ?? nameOfCounted(mapping, channel);
  return { value: mapping[channel], place: () => `${ASSET_FILE}: ${name()}` };
}
