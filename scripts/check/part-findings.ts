import { bareAddress, checkAddress, phoneNumber } from '../../src/address';
import { CHANNELS } from '../../src/channel';
import { isRecord } from '../../src/record';
import { FORMS, kindAt, prefixMeant, ruleMeantBy } from '../mapping/forms';
import { grouped } from '../mapping/grouped';
import { misspelt } from '../mapping/misspelt';
import { impossibleNumber, impossiblePrefix, isSample } from '../mapping/numbers';
import { type Part, partsIn } from '../mapping/parts';
import { writtenOut } from '../mapping/readings';
import { type Finding, finding } from '../terminal/finding';
import { Personal, shownValue } from '../terminal/personal';
import { hiddenSign } from '../terminal/visible';
import { FRONTLINE_CHANNELS } from '../twilio/limits';
import { type Known, SID } from './account';
import { oddIdentities } from './identities';
import { unreachedPrefixes } from './unreached';

/** Finds what is wrong with one part of the mapping, without the parts below. */
export function partFindings(part: Part, known: Known): Finding[] {
  switch (part.kind) {
    case 'channel':
      return channelFindings(part);
    case 'route':
      return poolFindings(part);
    case 'pool':
      return [...prefixFindings(part), ...poolFindings(part)];
    case 'prefixes':
      return isRecord(part.value) ? unreachedPrefixes(part) : [finding('table/malformed', part)];
    case 'workers':
      return isRecord(part.value) ? oddIdentities(part) : [finding('table/malformed', part)];
    case 'address':
      return addressFindings(part, known);
    case 'mapping':
      return [];
    case 'no channel':
      return [finding('channel/rule', part, ruleMeantBy(part.key) ?? part.key)];
    case 'no rule':
      return [finding('rule/unknown', part, ruleMeant(part))];
    case 'no prefix':
      return [finding('prefix/malformed', part, prefixMeant(part.key))];
  }
}

/** Finds what is wrong with an address. If the Function would refuse the address: an error. */
function addressFindings(place: Part, known: Known): Finding[] {
  const { channel, value: written } = place;
  const address = checkAddress(channel, written);
  if (typeof address !== 'string') {
    const { reason, code } = address;
    const malformed = finding('address/malformed', place, reason, cureOf(place, known), code);
    return [{ ...malformed, written }];
  }
  const owned = known.owned.get(place);
  // What the account owns is a number. What it does not own needs no second finding as a sample.
  if (owned || (owned === false && isSample(address))) return [];
  if (isSample(address)) return [{ ...finding('address/sample', place), written }];
  const why = impossibleNumber(address);
  return why ? [{ ...finding('address/impossible', place, why), written }] : [];
}

/** Says what to write instead, if this can be known. */
function cureOf(place: Part, known: Known): string | Personal {
  const { channel, value, origin } = place;
  if (typeof value !== 'string') return '';
  if (isSwapped(place, value)) return 'swap the key and the value, because the identity is the key';
  const hidden = hiddenSign(value);
  if (hidden) return `remove ${hidden}`;
  if (/[\u2018-\u201F]/.test(value)) return 'remove the smart quotes';
  const right = writtenOut(channel, value) ?? known.meant.get(channel)?.(value);
  if (right) return `write ${right}`;
  if (SID.test(value)) return 'write a phone number, not a SID';
  if (/\s#/.test(value)) return 'put the comment on a line of its own';
  if (!/[;,]/.test(value)) return '';
  if (!origin.mapping) return 'separate addresses by commas';
  const list = value.split(/[;,]/).map((one) => one.trim());
  return new Personal(
    (identities) => `write a list: [${list.map((one) => shownValue(one, identities)).join(', ')}]`,
  );
}

/** Whether a worker's number is the key, and a word is the value. */
function isSwapped({ above, channel, key }: Part, value: string): boolean {
  const isNumber = phoneNumber(key) ?? writtenOut(channel, key);
  return (
    above?.above?.kind === 'workers' &&
    isNumber !== undefined &&
    /^[a-z]/i.test(bareAddress(value.trim()))
  );
}

function channelFindings(channel: Part): Finding[] {
  if (channel.hiddenBy) return [finding('channel/hidden', channel, channel.hiddenBy)];
  if (channel.key === '') return [finding('channel/nameless', channel)];
  return [...channelName(channel), ...closedToOthers(channel), ...poolFindings(channel)];
}

function channelName(channel: Part): Finding[] {
  if (CHANNELS.includes(channel.key)) return [];
  const meant = misspelt(channel.key, CHANNELS);
  const cure = meant
    ? `did you mean "${meant}"?`
    : `Frontline asks for ${FRONTLINE_CHANNELS.join(', ')}`;
  return [finding('channel/unknown', channel, cure)];
}

/** A channel that has only rules for some workers refuses all other workers. */
function closedToOthers(channel: Part): Finding[] {
  const rules = isRecord(channel.value) ? Object.keys(channel.value) : [];
  const tables = rules.filter((rule) => kindAt('channel', rule) === 'workers');
  if (tables.length === 0 || rules.includes('default')) return [];
  const exception = rules.includes('prefixes') ? ', unless a prefix matches the customer' : '';
  return [finding('channel/closed', channel, tables.join(', '), exception)];
}

function poolFindings(pool: Part): Finding[] {
  if (!Array.isArray(pool.value)) return [];
  if (pool.value.length === 0) return [finding('pool/empty', pool)];
  // Each malformed address has a fault of its own, so it is alone in its group.
  const alike = grouped(partsIn(pool), ({ channel, value }) => checkAddress(channel, value));
  return [...alike.values()].flatMap(([, ...repeated]) =>
    repeated.map((place) => ({ ...finding('pool/duplicate', place), written: place.value })),
  );
}

function prefixFindings(pool: Part): Finding[] {
  const odd = pool.key.startsWith('+') ? impossiblePrefix(pool.key) : undefined;
  return odd ? [finding('prefix/impossible', pool, odd)] : [];
}

function ruleMeant({ key, above }: Part): string {
  const known = Object.keys(FORMS[above?.kind ?? 'channel'].rules ?? {});
  const meant = misspelt(key, known);
  return meant ? `did you mean "${meant}"?` : `use ${known.join(' or ')}`;
}
