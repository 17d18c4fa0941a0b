import { checkAddress } from '../../src/address';
import { CHANNELS } from '../../src/channel';
import { isRecord } from '../../src/record';
import { FORMS, type Kind, kindAt, prefixMeant, ruleMeantBy } from '../mapping/forms';
import { grouped } from '../mapping/grouped';
import { misspelt } from '../mapping/misspelt';
import { impossiblePrefix } from '../mapping/numbers';
import { type Part, partsIn } from '../mapping/parts';
import { type Finding, finding } from '../terminal/finding';
import { FRONTLINE_CHANNELS } from '../twilio/limits';
import { addressFindings, type Known } from './addresses';
import { oddIdentities, unreachedPrefixes } from './table-findings';

/** Finds what is wrong with one part of the mapping, without the parts below. */
export function partFindings(part: Part, known: Known): Finding[] {
  return FINDINGS[part.kind](part, known);
}

const FINDINGS: Record<Kind, (part: Part, known: Known) => Finding[]> = {
  mapping: () => [],
  channel: channelFindings,
  route: poolFindings,
  pool: (part) => [...prefixFindings(part), ...poolFindings(part)],
  prefixes: (part) => tableFault(part) ?? unreachedPrefixes(part),
  workers: (part) => tableFault(part) ?? oddIdentities(part),
  address: addressFindings,
  'no channel': (part) => [finding('channel/rule', part, ruleMeantBy(part.key) ?? part.key)],
  'no rule': (part) => unknownRule(part),
  'no prefix': (part) => [finding('prefix/malformed', part, prefixMeant(part.key))],
};

function tableFault(table: Part): Finding[] | undefined {
  return isRecord(table.value) ? undefined : [finding('table/malformed', table)];
}

function channelFindings(channel: Part): Finding[] {
  if (channel.hiddenBy) return [finding('channel/hidden', channel, channel.hiddenBy)];
  if (channel.key === '') return [finding('channel/nameless', channel)];
  const meant = misspelt(channel.key, CHANNELS);
  const unknown = finding('channel/unknown', channel, meant, FRONTLINE_CHANNELS);
  return [
    ...(CHANNELS.includes(channel.key) ? [] : [unknown]),
    ...closedToOthers(channel),
    ...poolFindings(channel),
  ];
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

function unknownRule(part: Part): Finding[] {
  const known = Object.keys(FORMS[part.above?.kind ?? 'channel'].rules ?? {});
  return [finding('rule/unknown', part, misspelt(part.key, known), known)];
}
