import type { UncheckedMapping } from '../../src/asset';
import { channelsIn, type Part, visitParts } from '../mapping/parts';
import type { Positions } from '../mapping/positions';
import { hidingVariable } from '../mapping/variables';
import type { Configuration } from '../twilio/configuration';
import { type AddressPlace, type Finding, warning } from './finding';
import { isChannelName, partFindings } from './part-findings';
import { isAsked, poolsIn, positionsOf } from './variables';

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
export function checkVariables({ variables, envFile }: Configuration): Checked {
  const checked = checkParts(poolsIn(variables, envFile), positionsOf(envFile), () => undefined);
  return { ...checked, isAnswered: checked.places.some(isAsked) };
}

/** Checks a mapping as the Function would read it beside these variables. */
export function checkMapping(
  mapping: UncheckedMapping,
  positions: Positions,
  variables: Record<string, string>,
): Checked {
  const channels = channelsIn(mapping, positions);
  const unread = (channel: Part) => neverRead(channel, variables);
  const { places, findings, hasPool } = checkParts(channels, positions, unread);
  const answered = new Set(places.map(({ channel }) => channel));
  const empty = channels.filter((channel) => !answered.has(channel.key) && !unread(channel));
  return {
    places,
    findings: [
      ...findings,
      ...empty.map((channel) => warning(channel, 'has no address: every request will be refused')),
    ],
    isAnswered: [...answered].some(isChannelName),
    hasPool,
  };
}

function checkParts(
  parts: Part[],
  positions: Positions,
  unreadChannel: (channel: Part) => Finding | undefined,
): Omit<Checked, 'isAnswered'> {
  const places: AddressPlace[] = [];
  const findings: Finding[] = [];
  let hasPool = false;
  visitParts(parts, positions, (part) => {
    if (part.kind === 'address') places.push(placeOf(part));
    else findings.push(...earlierKeys(part, positions));
    const unread = part.kind === 'channel' ? unreadChannel(part) : undefined;
    findings.push(...(unread ? [unread] : partFindings(part, positions)));
    hasPool ||= !unread && isPool(part);
    return !unread;
  });
  return { places, findings, hasPool };
}

function isPool({ kind, value }: Part): boolean {
  const isList = kind === 'pool' || kind === 'own rules' || kind === 'channel';
  return isList && Array.isArray(value) && new Set(value).size > 1;
}

/** Why no request ever comes to a channel's entry. */
function neverRead(channel: Part, variables: Record<string, string>): Finding | undefined {
  if (channel.key === '') return warning(channel, 'has no name, so no request can ask for it');
  const variable = hidingVariable(variables, channel.key);
  return variable
    ? warning(channel, `is hidden by ${variable}, which is set: blank that, and this counts`)
    : undefined;
}

/** Of a key that stands twice in its table, the first counts for nothing. */
function earlierKeys(part: Part, positions: Positions): Finding[] {
  return positions
    .earlier(part.path, part.above)
    .map((position) =>
      warning({ ...part, position: () => position }, 'is given twice: only the last counts'),
    );
}

/** What is kept of each address: there may be 100,000. */
function placeOf({ name, counted = [], position, channel, value }: Part): AddressPlace {
  return { name, counted, channel, value, ...(position && { position }) };
}
