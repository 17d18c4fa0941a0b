import { printableName } from '../../src/channel';
import { nameOfPrefix } from '../../src/place';
import type { RouteRule, RuleName } from '../../src/rules';
import { misspelt } from './misspelt';

/**
 * What the Function takes a part of the mapping for. It never looks at `no rule`, nor at what stands below
 * `no prefix`, and nobody asks for `no channel`, which has a rule's name, or almost.
 */
export type Kind =
  | 'mapping'
  | 'channel'
  | 'route'
  | 'routes'
  | 'prefixes'
  | 'pool'
  | 'address'
  | 'no channel'
  | 'no rule'
  | 'no prefix';

/** What a part of one kind can be: a pool, an object of rules, an object of any keys. */
interface Form {
  /** It can be one address, or a list of them. */
  isPool?: true;
  /** It can be an object of some of these rules. */
  rules?: Record<string, Kind>;
  /** It is an object, and this stands at each of its keys. */
  entries?: Kind;
  /** How each of these keys must be written. */
  keys?: RegExp;
  /** How a place names one of these keys; without a name, it is counted. */
  nameOf?(key: string): string | undefined;
}

const ROUTE: Record<RouteRule, Kind> = { default: 'pool', prefixes: 'prefixes' };
const CHANNEL: Record<RuleName, Kind> = { ...ROUTE, workers: 'routes' };

/** What may stand where in a mapping: the JSON Schema, the parts with their places and the tests follow. */
export const FORMS: Record<Kind, Form> = {
  mapping: { entries: 'channel', nameOf: printableName },
  channel: { isPool: true, rules: CHANNEL },
  route: { isPool: true, rules: ROUTE },
  routes: { entries: 'route' },
  prefixes: { entries: 'pool', keys: /^\+[1-9]\d{0,14}$/, nameOf: nameOfPrefix },
  pool: { isPool: true },
  address: {},
  'no channel': {},
  'no rule': {},
  'no prefix': {},
};

/** The names of all rules: what a channel can hold. */
export const RULES = Object.keys(CHANNEL);

/** Finds the rule that somebody meant who wrote this key beside the channels; nothing if none is alike. */
export function ruleMeantBy(key: string): string | undefined {
  return RULES.includes(key) ? key : misspelt(key, RULES);
}

/** Finds what stands at a key of a part that is an object. */
export function kindAt(kind: Kind, key: string): Kind {
  if (kind === 'mapping' && ruleMeantBy(key) !== undefined) return 'no channel';
  const { rules = {}, entries = 'no rule', keys } = FORMS[kind];
  if (Object.hasOwn(rules, key)) return rules[key] ?? entries;
  return keys?.test(key) === false ? 'no prefix' : entries;
}
