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
