import { phoneNumber } from './address';
import { whereToSet } from './channel';
import { numberOf, type Part } from './mapping';
import { nameOfKey, nameOfPrefix, nameOfRule } from './place';
import type { Question } from './question';
import { isRecord } from './record';
import { Refusal } from './refusal';
import { spellingsOf } from './spellings';

/**
 * The tables in a channel's rules that hold rules of somebody's own, and by what the question names them.
 * They are asked in this order, and before the channel's own rules.
 */
export const OWN_RULES = [{ table: 'workers', key: ({ worker }: Question) => worker }] as const;

export type OwnTable = (typeof OWN_RULES)[number]['table'];

/** What rules can hold; tables of somebody's own rules only a channel's. */
export type RuleName = 'default' | 'prefixes' | OwnTable;

/**
 * Finds the pool that a question is answered from.
 *
 * The first that is there: the worker's longest matching prefix, the worker's default, the channel's
 * longest matching prefix, the channel's default. Takes the same time whatever the mapping's size, and
 * checks nothing that it does not use.
 *
 * @param channel The channel's entry: a pool, or rules.
 * @throws Refusal 403 (48026) if no rule is for this worker and customer, 500 (48026) if a rule that
 *   has to be looked into is no object.
 */
export function findPool(question: Question, channel: Part): Part {
  for (const { table, key } of OWN_RULES) {
    const own = ownRules(key(question), ruleOf(channel, table));
    const pool = own && poolFor(question, own);
    if (pool) return pool;
  }
  const pool = poolFor(question, channel);
  if (pool) return pool;
  const fault = `${channel.place()} has no default, and no prefix matches this customer.`;
  throw new Refusal(403, 48026, `${fault} ${whereToSet(question.channel)}`);
}

function ownRules(name: string | undefined, table: Part | undefined): Part | undefined {
  return name === undefined || table === undefined ? undefined : lookUp(table, name, nameOfKey);
}

function poolFor(question: Question, rules: Part): Part | undefined {
  if (!isRecord(rules.value)) return rules;
  const prefixes = ruleOf(rules, 'prefixes');
  return (prefixes && longestPrefix(question, prefixes)) ?? ruleOf(rules, 'default');
}

function longestPrefix(question: Question, prefixes: Part): Part | undefined {
  // Of two spellings the first is the longer one.
  const numbers = spellingsOf(question).filter(phoneNumber);
  for (let length = numbers[0]?.length ?? 0; length > 1; length -= 1) {
    for (const number of numbers) {
      const pool = lookUp(prefixes, number.slice(0, length), nameOfPrefix);
      if (pool) return pool;
    }
  }
  return undefined;
}

function ruleOf({ value, place }: Part, name: RuleName): Part | undefined {
  const rule = isRecord(value) ? value[name] : undefined;
  return rule === undefined ? undefined : { value: rule, place: () => place() + nameOfRule(name) };
}

function lookUp(
  { value, place }: Part,
  key: string,
  nameOf: typeof nameOfPrefix,
): Part | undefined {
  if (!isRecord(value)) {
    throw new Refusal(500, 48026, `${place()} must be an object: { "…": … }.`);
  }
  return Object.hasOwn(value, key)
    ? { value: value[key], place: () => place() + nameOf(key, () => numberOf(value, key)) }
    : undefined;
}
