import { type AddressPart, addressesAmong, isRead } from '../mapping/addresses';
import type { Part } from '../mapping/parts';
import { type Finding, finding } from '../terminal/finding';
import { isChannelName, type Meant, partFindings } from './part-findings';
import { isAsked } from './variables';

/** Finds what is wrong with the mapping, part by part, of variables and asset alike. */
export function mappingFindings(parts: Part[], meant: Meant): Finding[] {
  const answered = new Set(readAddresses(parts).map(({ channel }) => channel));
  return parts.flatMap((part) => {
    const { kind, channel } = part;
    const isEmpty = kind === 'channel' && isRead(part) && !answered.has(channel);
    return [
      ...earlierKeys(part),
      ...(isRead(part) ? partFindings(part, meant) : neverRead(part)),
      ...(isEmpty ? [finding('channel/empty', part)] : []),
    ];
  });
}

/** The addresses that the Function can come to, or what stands where one should. */
export function readAddresses(parts: Part[]): AddressPart[] {
  return addressesAmong(parts).filter(isRead);
}

/** Whether any channel that Frontline can ask for has an address. */
export function isAnswered(parts: Part[]): boolean {
  return readAddresses(parts).some((address) =>
    address.above?.above ? isChannelName(address.channel) : isAsked(address),
  );
}

/** Whether the Function has a choice between addresses anywhere. */
export function hasPool(parts: Part[]): boolean {
  return parts.some((part) => {
    const { kind, value } = part;
    const isList = kind === 'pool' || kind === 'route' || kind === 'channel';
    return isList && Array.isArray(value) && new Set(value).size > 1 && isRead(part);
  });
}

/** Why no request ever comes to a channel's entry. */
function neverRead(part: Part): Finding[] {
  if (part.kind !== 'channel') return [];
  return [
    part.hiddenBy
      ? finding('channel/hidden', part, part.hiddenBy)
      : finding('channel/nameless', part),
  ];
}

/** Of a key that stands twice in its table, the first counts for nothing. */
function earlierKeys(part: Part): Finding[] {
  // An address stands at no key of its own.
  const isMeant = part.kind === 'channel' || isRead(part);
  if (part.kind === 'address' || !isMeant || !part.stands) return [];
  return part.stands.earlier.map((line) =>
    finding('key/duplicate', { ...part, position: () => line }),
  );
}
