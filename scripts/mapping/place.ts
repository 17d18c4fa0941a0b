import { checkAddress } from '../../src/address';
import { printableName } from '../../src/channel';

/** A place in the configuration, such as the place of an address. */
export interface Place {
  /** The name in the Function's errors: `sms.workers[#3].default[#2]`, `TWILIO_SMS_NUMBER`. */
  name: string;
  /** The file that holds the place. */
  file?: string | undefined;
  /** A line, or a line and a column. A function, because finding the position takes time. */
  position?(): string | undefined;
  /** The keys that the name only counts. They are personal data, and only a terminal shows them. */
  counted?: string[];
}

/**
 * Names a place for the reader of the output.
 *
 * @param personal Whether to show the counted keys too.
 */
export function nameOfPlace({ name, counted = [] }: Place, personal: boolean): string {
  const keys = counted.map((key) => JSON.stringify(key)).join(', ');
  return keys && personal ? `${name} (${keys})` : name;
}

/**
 * Shows the value at the place of an address. Without `identities`, shows only a value that cannot
 * be an identity in the wrong place: a valid address without `@`, or digits.
 */
export function shownAddress(channel: string, value: unknown, identities: boolean): string | null {
  if (typeof value !== 'string') return null;
  const isAddress = typeof checkAddress(channel, value) === 'string' && !value.includes('@');
  return identities || isAddress || /^[+\d\s().-]+$/.test(value) ? value : null;
}

/** Shows a channel's name, unless it may be an identity in the wrong place. */
export function shownChannel(channel: string, identities: boolean): string {
  return identities ? channel : (printableName(channel) ?? '…');
}
