import { checkAddress } from '../../src/address';
import { printableName } from '../../src/channel';
import type { Part } from './parts';

/** An address of variables or asset, or whatever stands where one should, with its place. */
export interface AddressPart extends Part {
  kind: 'address';
}

/** Finds all addresses among parts: also those that a variable hides, which name it. */
export function addressesAmong(parts: Part[]): AddressPart[] {
  return parts.filter((part): part is AddressPart => part.kind === 'address');
}

/** Whether the Function ever comes to a part: no variable hides it, and its channel has a name. */
export function isRead({ channel, hiddenBy }: Part): boolean {
  return channel !== '' && hiddenBy === undefined;
}

/** Finds the identity of the worker in whose own rules a part stands; nothing in the channel's. */
export function workerOf(part: Part): string | undefined {
  if (!part.above) return undefined;
  return part.above.kind === 'routes' ? part.key : workerOf(part.above);
}

/**
 * Shows what stands where an address must be: a valid address, or one that cannot be an identity in the wrong
 * place; nothing else without `identities`.
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
