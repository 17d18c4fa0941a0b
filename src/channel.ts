import { ASSET_FILE } from './asset';

/** The channels that Twilio knows, in the order in which they are common. */
export const CHANNELS = ['sms', 'whatsapp', 'voice', 'chat', 'messenger', 'rcs', 'viber', 'line'];

/**
 * Names the environment variable that sets a channel's address: `TWILIO_SMS_NUMBER`.
 *
 * @param channel The channel's name as a request gives it, so perhaps 6 MB: no variable's name is that long.
 */
export function variableName(channel: string): string {
  return KNOWN_VARIABLES.get(channel) ?? makeName(channel);
}

/** Making a name takes three times as long as all the rest of an answer. */
// Stryker disable next-line ArrayDeclaration: a name that is not kept is made, and is the same
const KNOWN_VARIABLES = new Map(CHANNELS.map((channel) => [channel, makeName(channel)]));

function makeName(channel: string): string {
  return `TWILIO_${channel
    .slice(0, 256)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_')}_NUMBER`;
}

/** What is set by a variable, without the white space around it: blank counts as not set. */
export function textOf(variable: unknown): string | undefined {
  return (typeof variable === 'string' && variable.trim()) || undefined;
}

/** The pool that is set by a variable: one address, or several between commas; blank ones do not count. */
export function poolOf(variable: unknown): string | string[] | undefined {
  const text = textOf(variable);
  if (!text?.includes(',')) return text;
  const addresses = text.split(',').flatMap((part) => textOf(part) ?? []);
  return addresses.length > 1 ? addresses : addresses[0];
}

/** Says in one sentence where a channel's address goes: the variable, and the asset's key. */
export function whereToSet(channel = ''): string {
  const name = printableName(channel);
  const variable = name ? variableName(name) : 'TWILIO_<CHANNEL>_NUMBER';
  return `Set ${variable}, or "${name ?? '<channel>'}" in ${ASSET_FILE}.`;
}

/** A request can name anything as its channel: what is no plain name stays out of logs and bodies. */
export function printableName(channel: string): string | undefined {
  return /^[a-z][\w.-]{0,31}$/i.test(channel) ? channel : undefined;
}
