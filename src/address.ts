import { CHANNELS } from './channel';

/** `sms` and `voice`: E.164, so `+`, then 2 to 15 digits, the first not 0. */
export const SMS_ADDRESS = /^\+[1-9]\d{1,14}$/;

/** `whatsapp`: `whatsapp:` and E.164; the scheme may be left out. */
export const WHATSAPP_ADDRESS = /^(?:whatsapp:)?\+[1-9]\d{1,14}$/;

/** Any other channel: 1 to 256 characters, none of them white space or a control character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: \p{Cc} takes 0.2 ms to load at a cold start
export const OTHER_ADDRESS = /^[^\s\x00-\x1f\x7f-\x9f]{1,256}$/;

const DIGITS = 'must be + and 2 to 15 digits, country code first';

/** Why a value cannot be given out as an address: Twilio's error code, and what to write instead. */
export interface AddressFault {
  code: 48026 | 48029;
  reason: string;
}

/**
 * Checks one address of the mapping, and gives it the form that Frontline expects.
 *
 * @param channel The channel it is for: `sms`, `voice`, `whatsapp`, or any other name; capitals do not
 *   matter.
 * @param value What the mapping holds: an E.164 number for `sms` and `voice`; for `whatsapp` the same, with or
 *   without `whatsapp:`; for other channels a text without white space.
 * @returns The address, or its fault: 48029 if it has another channel's scheme, else 48026. A fault
 *   never repeats the value, which might be a customer's.
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

/** Takes the scheme off an address, so that the addresses of one phone number compare equal. */
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

/** The channel that Twilio writes before an address, with a colon: `whatsapp:+123456789`. */
function schemeOf(address: string): string | undefined {
  const colon = address.indexOf(':');
  if (colon === -1) return undefined;
  const scheme = address.slice(0, colon).toLowerCase();
  return CHANNELS.includes(scheme) ? scheme : undefined;
}

function malformed(reason: string): AddressFault {
  return { code: 48026, reason };
}
