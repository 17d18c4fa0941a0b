import { CHANNELS } from './channel';

/** `sms` and `voice`: E.164. That is `+`, then 2 to 15 digits, the first not 0. */
export const SMS_ADDRESS = /^\+[1-9]\d{1,14}$/;

/** `whatsapp`: `whatsapp:` and E.164. The scheme `whatsapp:` is optional. */
export const WHATSAPP_ADDRESS = /^(?:whatsapp:)?\+[1-9]\d{1,14}$/;

/** Any other channel: 1 to 256 characters, without white space and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: \p{Cc} takes 0.2 ms to load at a cold start
export const OTHER_ADDRESS = /^[^\s\x00-\x1f\x7f-\x9f]{1,256}$/;

const DIGITS = 'must be + and 2 to 15 digits, country code first';

/** Why a value is not a valid address: Twilio's error code, and what to write instead. */
export interface AddressFault {
  code: 48026 | 48029;
  reason: string;
}

/**
 * Checks one address of the mapping, and gives it the form that Frontline expects.
 *
 * @param channel The address's channel: `sms`, `voice`, `whatsapp` or any other name. Capitals do
 *   not matter.
 * @param value The value in the mapping. `sms` and `voice` take an E.164 number. `whatsapp` takes
 *   the same, with or without `whatsapp:`. Other channels take a text without white space.
 * @returns The address, or its fault: 48029 if the address has another channel's scheme, else
 *   48026. A fault never repeats the value, because the value might be a customer's address.
 * @see https://www.twilio.com/docs/api/errors/48026
 * @see https://www.twilio.com/docs/api/errors/48029
 */
export function checkAddress(channel: string, value: unknown): string | AddressFault {
  if (typeof value !== 'string') {
    return malformed('must be an address in quotes');
  }
  const kind = channel.toLowerCase();
  const scheme = schemeOf(value);
  if (scheme && scheme !== kind) {
    return { code: 48029, reason: `is an address of another channel, ${scheme}` };
  }
  switch (kind) {
    case 'sms':
    case 'voice':
      return SMS_ADDRESS.test(value) ? value : malformed(`${DIGITS} (E.164)`);
    case 'whatsapp':
      return WHATSAPP_ADDRESS.test(value)
        ? `whatsapp:${bareAddress(value)}`
        : malformed(`${DIGITS}, with or without whatsapp: before it`);
    default:
      return OTHER_ADDRESS.test(value)
        ? value
        : malformed('must be 1 to 256 characters, without white space or control characters');
  }
}

/** Removes the scheme, so that the addresses of one phone number are equal on all channels. */
export function bareAddress(address: string): string {
  return schemeOf(address) ? address.slice(address.indexOf(':') + 1) : address;
}

/**
 * Finds the phone number in a customer's address on any channel: `+123456789`, in E.164.
 *
 * @see https://www.twilio.com/docs/glossary/what-e164
 */
export function phoneNumber(address: string | undefined): string | undefined {
  const bare = address && bareAddress(address);
  return bare && SMS_ADDRESS.test(bare) ? bare : undefined;
}

/** The channel before the colon of an address: `whatsapp` in `whatsapp:+123456789`. */
function schemeOf(address: string): string | undefined {
  const colon = address.indexOf(':');
  if (colon === -1) return undefined;
  const scheme = address.slice(0, colon).toLowerCase();
  return CHANNELS.includes(scheme) ? scheme : undefined;
}

function malformed(reason: string): AddressFault {
  return { code: 48026, reason };
}
