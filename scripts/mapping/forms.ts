import { printableName } from '../../src/channel';
import { nameOfPrefix } from '../../src/place';
import type { RouteRule, RuleName } from '../../src/rules';
import { misspelt } from './misspelt';

/** The parts of a mapping that the Function reads. The keys of `workers` are workers' identities. */
type Read = 'mapping' | 'channel' | 'route' | 'workers' | 'prefixes' | 'pool' | 'address';

/**
 * The parts that it never reads. `no channel` has a rule's name, or almost, so Frontline never asks
 * for it. `no prefix` has a pool, which no number matches.
 */
type Unread = 'no channel' | 'no rule' | 'no prefix';

/** The kinds of parts that the Function distinguishes in a mapping. */
export type Kind = Read | Unread;

/** The possible forms of one kind: a pool, an object of rules, an object with any keys. */
interface Form {
  /** The part can be one address or a list of addresses. */
  isPool?: true;
  /** The part can be an object of these rules. Every rule is optional. */
  rules?: Record<string, Kind>;
  /** The part is an object, and each of its values is of this kind. */
  entries?: Kind;
  /** The form of these keys. */
  keys?: RegExp;
  /** The name of one of these keys in a place. A key without a name is counted. */
  nameOf?(key: string): string | undefined;
}

const ROUTE: Record<RouteRule, Kind> = { default: 'pool', prefixes: 'prefixes' };
const CHANNEL: Record<RuleName, Kind> = { ...ROUTE, workers: 'workers' };

/** The forms of a mapping. The JSON Schema, the parts with their places and the tests use them. */
export const FORMS: Record<Kind, Form> = {
  mapping: { entries: 'channel', nameOf: printableName },
  channel: { isPool: true, rules: CHANNEL },
  route: { isPool: true, rules: ROUTE },
  workers: { entries: 'route' },
  prefixes: { entries: 'pool', keys: /^\+[1-9]\d{0,14}$/, nameOf: nameOfPrefix },
  pool: { isPool: true },
  address: {},
  'no channel': {},
  'no rule': {},
  'no prefix': {},
};

/** The names of all rules that a channel can have. */
export const RULES = Object.keys(CHANNEL);

/** Finds the rule that somebody meant who wrote this key beside the channels; nothing if none is alike. */
export function ruleMeantBy(key: string): string | undefined {
  return RULES.includes(key) ? key : misspelt(key, RULES);
}

/** Finds the kind of the value at a key of an object. */
export function kindAt(kind: Kind, key: string): Kind {
  if (kind === 'mapping' && ruleMeantBy(key) !== undefined) return 'no channel';
  const { rules = {}, entries = 'no rule', keys } = FORMS[kind];
  if (Object.hasOwn(rules, key)) return rules[key] ?? entries;
  return keys?.test(key) === false ? 'no prefix' : entries;
}

/** Says what to write instead of a malformed prefix. */
export function prefixMeant(key: string): string {
  const right = `+${key.replace(/[\s()./+-]/g, '').replace(/^00/, '')}`;
  // A longer prefix may be a customer's number, which must not reach a log.
  const canBeTold = /^\+[1-9]\d{0,5}$/.test(right);
  return canBeTold ? `write ${right}` : 'a prefix is + and 1 to 15 digits, the first not 0';
}
