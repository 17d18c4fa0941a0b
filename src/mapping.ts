import { CHANNELS } from './address';
import { ASSET_FILE, type UncheckedMapping } from './asset';
import { Refusal } from './refusal';

/** A part of the mapping, and where it stands, for whoever has to fix it. */
export interface Entry {
  value: unknown;
  /** Told only when it is needed: finding it can take longer than the answer. */
  place(): string;
}

/**
 * Finds a channel's entry: its environment variable, or else its key in the asset.
 *
 * @param channel The channel's name as Frontline sends it, which can be any text.
 * @param variables The Function's environment variables.
 * @param readAsset Reads the asset; not called for a channel that is set by a variable.
 * @returns The entry, unchecked.
 * @throws Refusal 403 (48026) if there is none, and whatever `readAsset` throws.
 */
export function findEntry(
  channel: string,
  variables: Record<string, unknown>,
  readAsset: () => UncheckedMapping,
): Entry {
  const variable = variableName(channel);
  const address = textOf(variables[variable]);
  if (address !== '') return { value: address, place: () => variable };
  const mapping = readAsset();
  if (channel === '$schema' || !Object.hasOwn(mapping, channel)) {
    const name = printableName(channel) ?? '<channel>';
    throw new Refusal(403, 48026, `Channel ${name} has no proxy address. ${whereToSet(channel)}`);
  }
  const name = () => printableName(channel) ?? `[#${Object.keys(mapping).indexOf(channel) + 1}]`;
  return { value: mapping[channel], place: () => `${ASSET_FILE}: ${name()}` };
}

/**
 * Names the environment variable that sets a channel's address.
 *
 * @param channel The channel's name: `sms`.
 * @returns The variable's name: `TWILIO_SMS_NUMBER`.
 */
export function variableName(channel: string): string {
  return VARIABLES.get(channel) ?? makeName(channel);
}

/** The names that are asked for at every request. Making one takes longer than the rest of an answer. */
// Stryker disable next-line ArrayDeclaration: a name that is not kept is made, and is the same
const VARIABLES = new Map(CHANNELS.map((channel) => [channel, makeName(channel)]));

/** A request can name 6 MB as its channel: no variable has a name of more than some hundred letters. */
function makeName(channel: string): string {
  return `TWILIO_${channel
    .slice(0, 256)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_')}_NUMBER`;
}

/** What is set for a variable: blank counts as not set. */
function textOf(variable: unknown): string {
  return typeof variable === 'string' ? variable.trim() : '';
}

/**
 * Says where a channel's address goes.
 *
 * @param channel The channel's name, if there is one.
 * @returns One sentence: the variable and the asset's key.
 */
export function whereToSet(channel?: string): string {
  const name = channel && printableName(channel);
  const variable = name ? variableName(name) : 'TWILIO_<CHANNEL>_NUMBER';
  return `Set ${variable}, or "${name ?? '<channel>'}" in ${ASSET_FILE}.`;
}

/** A request can name anything as its channel: what is no plain name stays out of logs and bodies. */
function printableName(channel: string): string | undefined {
  return /^[a-z][\w.-]{0,31}$/i.test(channel) ? channel : undefined;
}
