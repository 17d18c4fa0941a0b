import type { UncheckedMapping } from '../../src/asset';
import { nameOfChannel, nameOfItem, nameOfKey, nameOfPrefix, nameOfRule } from '../../src/place';
import { isRecord } from '../../src/record';
import { OWN_RULES, type OwnTable, type RuleName } from '../../src/rules';
import { misspelt } from './misspelt';
import type { Place } from './place';
import { type Positions, pathOf } from './positions';

/**
 * What the Function takes a part of the mapping for. It never looks at `no rule`, nor at what stands below
 * a prefix that is none.
 */
export type Kind =
  | 'channel'
  | 'own rules'
  | 'table of rules'
  | 'pool'
  | 'prefixes'
  | 'address'
  | 'no rule'
  | 'no prefix';

/** A part of the mapping, as the Function would find it. */
export interface Part extends Place {
  kind: Kind;
  /** What the part is that it stands in; nothing for a channel. */
  of?: Kind;
  channel: string;
  value: unknown;
  /** The last key of its path. */
  key: string;
  /** Its path, and that of the table or list it stands in, as `pathOf` makes them. */
  path: string;
  above: string;
}

const RULES_OF_ALL: Record<Exclude<RuleName, OwnTable>, Kind> = {
  default: 'pool',
  prefixes: 'prefixes',
};

/** The rules that there are, in somebody's own rules and in a channel's. */
export const RULES = {
  'own rules': new Map<string, Kind>(Object.entries(RULES_OF_ALL)),
  channel: new Map<string, Kind>([
    ...Object.entries(RULES_OF_ALL),
    ...OWN_RULES.map(({ table }) => [table, 'table of rules'] as const),
  ]),
};

const PREFIX = /^\+[1-9]\d{0,14}$/;

/**
 * Shows these parts and all below them, each before those below it.
 *
 * @param visit Returns whether to go on below the part.
 */
export function visitParts(
  parts: Part[],
  positions: Positions,
  visit: (part: Part) => boolean,
): void {
  for (const part of parts) if (visit(part)) visitParts(partsIn(part, positions), positions, visit);
}

/** The channels of a mapping. */
export function channelsIn(mapping: UncheckedMapping, positions: Positions): Part[] {
  const root = { channel: '', path: '', name: '', value: mapping };
  return entriesOf(root, positions, () => 'channel', nameOfChannel)
    .filter(({ key }) => key !== '$schema')
    .map((part) => ({ ...part, channel: part.key }));
}

/** The parts that stand directly below a part. */
export function partsIn(part: Part, positions: Positions): Part[] {
  const { kind, value } = part;
  const entries = (
    kindOf: (key: string) => Kind,
    nameOf: (key: string, number: () => number) => string,
  ) => entriesOf(part, positions, kindOf, nameOf);
  switch (kind) {
    case 'channel':
    case 'own rules':
      return isRecord(value)
        ? entries((rule) => RULES[kind].get(rule) ?? 'no rule', nameOfAnyRule)
        : addressesIn(part, positions);
    case 'prefixes':
      return entries((prefix) => (PREFIX.test(prefix) ? 'pool' : 'no prefix'), nameOfPrefix);
    case 'table of rules':
      return entries(() => 'own rules', nameOfKey);
    case 'pool':
      return addressesIn(part, positions);
    case 'address':
    case 'no rule':
    case 'no prefix':
      return [];
  }
}

/** What is no rule may be somebody's identity at the wrong place, unless it is a misspelt rule. */
function nameOfAnyRule(rule: string, number: () => number): string {
  const known = [...RULES.channel.keys()];
  const isRule = known.includes(rule) || (/^[a-z]+$/i.test(rule) && misspelt(rule, known));
  return isRule ? nameOfRule(rule) : nameOfItem(number());
}

/** One address, which stands where its pool does, or a list of them. */
function addressesIn(pool: Part, positions: Positions): Part[] {
  if (!Array.isArray(pool.value)) return [{ ...pool, kind: 'address' }];
  return pool.value.map((value: unknown, index) => {
    const path = pathOf(pool.path, index);
    return {
      ...pool,
      kind: 'address',
      of: pool.kind,
      value,
      key: `${index}`,
      path,
      above: pool.path,
      name: pool.name + nameOfItem(index + 1),
      position: () => positions.of(path),
    };
  });
}

function entriesOf(
  table: Pick<Part, 'channel' | 'path' | 'name' | 'counted' | 'value'> & { kind?: Kind },
  positions: Positions,
  kindOf: (key: string) => Kind,
  nameOf: (key: string, number: () => number) => string,
): Part[] {
  if (!isRecord(table.value)) return [];
  const { channel, counted = [] } = table;
  return Object.entries(table.value).map(([key, value], index) => {
    const path = pathOf(table.path, key);
    const name = nameOf(key, () => index + 1);
    return {
      kind: kindOf(key),
      ...(table.kind && { of: table.kind }),
      channel,
      value,
      key,
      path,
      above: table.path,
      name: table.name + name,
      position: () => positions.of(path),
      counted: name.includes('#') ? [...counted, key] : counted,
    };
  });
}
