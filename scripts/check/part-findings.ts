import { checkAddress } from '../../src/address';
import { CHANNELS } from '../../src/channel';
import { isRecord } from '../../src/record';
import { FORMS, kindAt, prefixMeant, ruleMeantBy } from '../mapping/forms';
import { grouped } from '../mapping/grouped';
import { misspelt } from '../mapping/misspelt';
import { impossiblePrefix } from '../mapping/numbers';
import { type Part, partsIn } from '../mapping/parts';
import { type Finding, finding } from '../terminal/finding';
import { FRONTLINE_CHANNELS } from '../twilio/limits';
import type { Known } from './account';
import { addressFindings } from './address-findings';
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
