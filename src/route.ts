import { phoneNumber } from './address';
import { type Entry, whereToSet } from './mapping';
import type { Question } from './question';
import { isRecord } from './record';
import { Refusal } from './refusal';
import type { ChannelRules } from './schema';

/**
 * Finds the pool that a question is answered from.
 *
 * The first that is there: the worker's longest matching prefix, the worker's default, the channel's
 * longest matching prefix, the channel's default. Takes the same time whatever the mapping's size, and
 * checks nothing that it does not use.
 *
 * @param question What Frontline asks.
 * @param channel The channel's entry: a pool, or rules.
 * @returns The pool, unchecked, and its place.
 * @throws Refusal 403 (48026) if no rule is for this worker and customer, 500 (48026) if a rule that
 *   has to be looked into is no object.
 */
export function findPool(question: Question, channel: Entry): Entry {
  const { customer } = question;
  const worker = workerRoute(question.worker, channel);
  const pool = (worker && routePool(customer, worker)) ?? routePool(customer, channel);
  if (pool === undefined) {
    const fault = `${channel.place()} has no default, and no prefix matches this customer.`;
    throw new Refusal(403, 48026, `${fault} ${whereToSet(question.channel)}`);
  }
  return pool;
}

function workerRoute(worker: string | undefined, channel: Entry): Entry | undefined {
  const workers = ruleOf(channel, 'workers');
  return worker === undefined || workers === undefined ? undefined : keyOf(workers, worker, false);
}

function routePool(customer: string | undefined, route: Entry): Entry | undefined {
  if (!isRecord(route.value)) return route;
  const prefixes = ruleOf(route, 'prefixes');
  return (prefixes && longestPrefix(customer, prefixes)) ?? ruleOf(route, 'default');
}

function longestPrefix(customer: string | undefined, prefixes: Entry): Entry | undefined {
  const number = phoneNumber(customer);
  if (number === undefined) return undefined;
  for (let length = number.length; length > 1; length -= 1) {
    const pool = keyOf(prefixes, number.slice(0, length), length < number.length);
    if (pool) return pool;
  }
  return undefined;
}

function ruleOf(route: Entry, name: keyof ChannelRules): Entry | undefined {
  const value = isRecord(route.value) ? route.value[name] : undefined;
  return value === undefined ? undefined : { value, place: () => `${route.place()}.${name}` };
}

/** What a table holds for a key. A key that is personal data is named by where it stands: `[#3]`. */
function keyOf(table: Entry, key: string, printable: boolean): Entry | undefined {
  const { value, place } = table;
  if (!isRecord(value)) {
    throw new Refusal(500, 48026, `${place()} must be an object: { "…": … }.`);
  }
  if (!Object.hasOwn(value, key)) return undefined;
  const name = () => (printable ? `"${key}"` : `#${Object.keys(value).indexOf(key) + 1}`);
  return { value: value[key], place: () => `${place()}[${name()}]` };
}
