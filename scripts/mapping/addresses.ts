import { checkAddress } from '../../src/address';
import { printableName } from '../../src/channel';
import type { Part } from './parts';

/** Whether the Function can reach a part: no variable hides it, and its channel has a name. */
export function isRead({ channel, hiddenBy }: Part): boolean {
  return channel !== '' && hiddenBy === undefined;
}

/**
 * Finds the key that leads to a part in a table of this kind: the worker whose rules hold the part,
 * or the prefix of the customers. `undefined` for a part outside of these tables.
 */
export function keyIn(kind: 'workers' | 'prefixes', { above, key }: Part): string | undefined {
  if (!above) return undefined;
  return above.kind === kind ? key : keyIn(kind, above);
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
