import { checkAddress } from '../../src/address';
import { printableName } from '../../src/channel';

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
