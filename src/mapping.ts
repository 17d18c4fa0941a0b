import { ASSET_FILE, type UncheckedMapping } from './asset';
import { poolOf, printableName, variableName, whereToSet } from './channel';
import { nameOfCounted } from './place';
import { Refusal } from './refusal';

/** An unchecked value of the mapping, and its place for error messages. */
export interface Entry {
  value: unknown;
  /** A function, because finding the place can take longer than the answer. */
  place(): string;
}

/**
 * Finds a channel's entry: its environment variable, or else its key in the asset.
 *
 * @param channel The channel's name in the request. It can be any text.
 * @param readAsset Reads the asset. Not called if a variable sets the channel.
 * @throws Refusal 403 (48026) if the channel has no entry, and any error of `readAsset`.
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
