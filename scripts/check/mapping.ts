import type { UncheckedMapping } from '../../src/asset';
import { addressesAmong, isRead } from '../mapping/addresses';
import { entriesIn, type Part, withAllBelow } from '../mapping/parts';
import type { Position } from '../mapping/positions';
import { poolsIn } from '../mapping/variables';
import type { Configuration } from '../twilio/configuration';
import { type AddressPlace, type Finding, warning } from './finding';
import { isChannelName, partFindings } from './part-findings';
import { isAsked } from './variables';

/** What variables or the asset hold, and what is wrong with it. */
export interface Checked {
  /** Every place that the Function can come to, whatever stands there. */
  places: AddressPlace[];
  findings: Finding[];
  /** Whether any channel that Frontline can ask for has an address there. */
  isAnswered: boolean;
  /** Whether there is a choice between addresses anywhere. */
  hasPool: boolean;
}

/** Checks the variables that the Function reads. */
export function checkVariables(configuration: Configuration): Checked {
  const checked = checkEntries(poolsIn(configuration));
  return { ...checked, isAnswered: checked.places.some(isAsked) };
}

/** Checks a mapping as the Function would read it beside these variables. */
export function checkMapping(
  mapping: UncheckedMapping,
  positions: Position,
  variables: Record<string, string>,
): Checked {
  const entries = entriesIn(mapping, positions, variables);
  const { places, findings, hasPool } = checkEntries(entries);
  const answered = new Set(places.map(({ channel }) => channel));
  const empty = entries.filter((entry) => !answered.has(entry.channel) && isRead(entry));
  return {
    places,
    findings: [
      ...findings,
      ...empty.map((entry) => warning(entry, 'has no address: every request will be refused')),
    ],
    isAnswered: [...answered].some(isChannelName),
    hasPool,
  };
}

function checkEntries(entries: Part[]): Omit<Checked, 'isAnswered'> {
  const parts = withAllBelow(entries);
  const read = parts.filter(isRead);
  return {
    places: addressesAmong(read),
    findings: parts.flatMap((part) => {
      if (isRead(part)) return [...earlierKeys(part), ...partFindings(part)];
      return part.kind === 'channel' ? [...earlierKeys(part), neverRead(part)] : [];
    }),
    hasPool: read.some(isPool),
  };
}

function isPool({ kind, value }: Part): boolean {
  const isList = kind === 'pool' || kind === 'route' || kind === 'channel';
  return isList && Array.isArray(value) && new Set(value).size > 1;
}

/** Why no request ever comes to a channel's entry. */
function neverRead(entry: Part): Finding {
  const text = entry.hiddenBy
    ? `is hidden by ${entry.hiddenBy}, which is set: blank that, and this counts`
    : 'has no name, so no request can ask for it';
  return warning(entry, text);
}

/** Of a key that stands twice in its table, the first counts for nothing. */
function earlierKeys(part: Part): Finding[] {
  // An address stands where its pool does, or in a list, which has no keys.
  if (part.kind === 'address' || !part.stands) return [];
  return part.stands.earlier.map((line) =>
    warning({ ...part, position: () => line }, 'is given twice: only the last counts'),
  );
}
