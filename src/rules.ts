import { phoneNumber } from './address';
import { whereToSet } from './channel';
import type { Entry } from './mapping';
import { nameOfCounted, nameOfPrefix, nameOfRule } from './place';
import type { Question } from './question';
import { isRecord } from './record';
import { Refusal } from './refusal';
import { spellingsOf } from './spellings';

/**
 * The tables of a channel that hold rules for one worker, each with the part of the question that
 * is its key. The Function asks the tables in this order, and before the channel's own rules.
 */
export const OWN_RULES = [{ table: 'workers', key: ({ worker }: Question) => worker }] as const;

export type OwnTable = (typeof OWN_RULES)[number]['table'];

/** The rules that both a channel and a worker can have. */
export type RouteRule = 'default' | 'prefixes';

/** The rules that a channel can have. */
export type RuleName = RouteRule | OwnTable;

/**
 * Called for each lookup: the part of the mapping, the key, and the entry found. The key is
 * `undefined` if the question has no value to look up.
 */
export type Trace = (within: Entry, key: string | undefined, found: Entry | undefined) => void;

/**
 * Finds the pool that a question is answered from.
 *
 * The first of these that exists: the worker's longest matching prefix, the worker's default, the
 * channel's longest matching prefix, the channel's default. The size of the mapping does not change
 * the time. Parts of the mapping that the question does not need are not checked.
 *
 * @param entry The channel's entry: a pool, or rules.
 * @param trace Called for each lookup, in order. The last lookup that finds something decides.
 * @throws Refusal 403 (48026) if no rule fits this worker and customer, 500 (48026) if a table that
 *   the question needs is not an object.
 */
export function findPool(question: Question, entry: Entry, trace?: Trace): Entry {
  for (const { table, key } of OWN_RULES) {
    const own = lookUp(ruleOf(entry, table, trace), key(question), trace);
    const pool = own && poolFor(question, own, trace);
    if (pool) return pool;
  }
  const pool = poolFor(question, entry, trace);
  if (pool) return pool;
  const fault = `${entry.place()} has no default, and no prefix matches this customer.`;
  throw new Refusal(403, 48026, `${fault} ${whereToSet(question.channel)}`);
}

function poolFor(question: Question, rules: Entry, trace?: Trace): Entry | undefined {
  if (!isRecord(rules.value)) return rules;
  const prefixes = ruleOf(rules, 'prefixes', trace);
  return (prefixes && longestPrefix(question, prefixes, trace)) ?? ruleOf(rules, 'default', trace);
}

function longestPrefix(question: Question, prefixes: Entry, trace?: Trace): Entry | undefined {
  // If there are two spellings, the first is the longer one.
  const numbers = spellingsOf(question).filter(phoneNumber);
  if (!numbers[0]) return lookUp(prefixes, undefined, trace);
  for (let { length } = numbers[0]; length > 1; length -= 1) {
    for (const number of numbers) {
      const pool = lookUp(prefixes, number.slice(0, length), trace, nameOfPrefix);
      if (pool) return pool;
    }
  }
  return undefined;
}

function ruleOf(within: Entry, name: RuleName, trace?: Trace): Entry | undefined {
  const { value, place } = within;
  if (!isRecord(value)) return undefined;
  const rule = value[name];
  const found =
    rule === undefined ? undefined : { value: rule, place: () => place() + nameOfRule(name) };
  trace?.(within, name, found);
  return found;
}

function lookUp(
  table: Entry | undefined,
  key: string | undefined,
  trace?: Trace,
  nameOf?: typeof nameOfPrefix,
): Entry | undefined {
  if (!table) return undefined;
  const { value, place } = table;
  let found: Entry | undefined;
  if (key !== undefined) {
    if (!isRecord(value)) {
      throw new Refusal(500, 48026, `${place()} must be an object: { "…": … }.`);
    }
    if (Object.hasOwn(value, key)) {
      const name = () => nameOf?.(key) ?? nameOfCounted(value, key);
      found = { value: value[key], place: () => place() + name() };
    }
  }
  trace?.(table, key, found);
  return found;
}
