import { ASSET_FILE } from './asset';

/** Twilio's channels, the most common first. */
export const CHANNELS = ['sms', 'whatsapp', 'voice', 'chat', 'messenger', 'rcs', 'viber', 'line'];

/**
 * Names the environment variable that sets a channel's address: `TWILIO_SMS_NUMBER`.
 *
 * @param channel The channel's name in the request. It can have 6 MB, so only its first 256
 *   characters are used.
 */
export function variableName(channel: string): string {
  return KNOWN_VARIABLES.get(channel) ?? makeName(channel);
}

/** Making a name takes three times as long as the rest of an answer, so these are kept. */
// Stryker disable next-line ArrayDeclaration: without a kept name, makeName returns the same name
const KNOWN_VARIABLES = new Map(CHANNELS.map((channel) => [channel, makeName(channel)]));

function makeName(channel: string): string {
  return `TWILIO_${channel
    .slice(0, 256)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_')}_NUMBER`;
}

/** The text of a variable, without the white space around it. A blank variable is not set. */
export function textOf(variable: unknown): string | undefined {
  return (typeof variable === 'string' && variable.trim()) || undefined;
}

/** The pool of a variable: one address, or several with commas between. Blank ones are ignored. */
export function poolOf(variable: unknown): string | string[] | undefined {
  const text = textOf(variable);
  if (!text?.includes(',')) return text;
  const addresses = text.split(',').flatMap((part) => textOf(part) ?? []);
  return addresses.length > 1 ? addresses : addresses[0];
}

/** Says where to set a channel's address: the variable, or the key in the asset. */
export function whereToSet(channel = ''): string {
  const name = printableName(channel);
  const variable = name ? variableName(name) : 'TWILIO_<CHANNEL>_NUMBER';
  return `Set ${variable}, or "${name ?? '<channel>'}" in ${ASSET_FILE}.`;
}

/** Returns only a plain name: a request can send any text as its channel, even personal data. */
export function printableName(channel: string): string | undefined {
  return /^[a-z][\w.-]{0,31}$/i.test(channel) ? channel : undefined;
}
