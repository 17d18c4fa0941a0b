import { ASSET_FILE, type UncheckedMapping } from '../../src/asset';
import { type Entry, findEntry } from '../../src/mapping';
import { nameOfItem, nameOfRule } from '../../src/place';
import { parsePool } from '../../src/pool';
import type { Question } from '../../src/question';
import { isRecord, recordOf } from '../../src/record';
import { Refusal } from '../../src/refusal';
import { findPool } from '../../src/rules';
import { kindAt } from '../mapping/forms';
import type { Place } from '../mapping/place';
import { type Customers, customersOf, prefixesOf } from './customers';

/** Who will see other numbers, and see them change alike. */
export interface Change {
  channel: string;
  /** Workers whose rules are alike; nothing for anybody else. */
  workers: Worker[] | undefined;
  /** How their customers' numbers begin, of each group of them; nothing for any other customer. */
  prefixes: (string | undefined)[];
  /** Whether these are all customers. */
  isForAll: boolean;
  /** The addresses of the pool; nothing for a refusal. */
  before: string[] | undefined;
  after: string[] | undefined;
  /** Which share of new conversations gets another number: more than 0, and 1 for all. */
  moved: number;
}

/** A worker, by the place of their rules: of those that are here, unless there are none any more. */
export interface Worker extends Place {
  identity: string;
  isRemoved: boolean;
}

/** Those whose rules are alike, and one of them who asks for all. */
interface Askers {
  worker: string;
  workers?: Worker[];
  ownPrefixes: string[];
}

/** What each mapping holds for a channel; nothing where the Function refuses all its requests. */
type Entries = [before: Entry | undefined, after: Entry | undefined];

/**
 * Finds who gets another number from one mapping than from the other, by the Function's own code. The variables
 * count for both.
 *
 * @returns The largest share first.
 */
export function changesBetween(
  before: UncheckedMapping,
  after: UncheckedMapping,
  variables: Record<string, string>,
): Change[] {
  return [...new Set([before, after].flatMap(Object.keys))]
    .filter((channel) => channel !== '' && kindAt('mapping', channel) === 'channel')
    .flatMap((channel) => {
      const entryIn = (mapping: UncheckedMapping) =>
        unlessRefused(() => findEntry(channel, variables, () => mapping));
      return changesIn(channel, [entryIn(before), entryIn(after)]);
    })
    .sort((one, other) => other.moved - one.moved);
}

/** The share of pairs that a pool moves when it becomes another: rendezvous hashing keeps all others. */
export function movedShare(before: string[] | undefined, after: string[] | undefined): number {
  if (!before || !after) return before === after ? 0 : 1;
  const old = new Set(before);
  const kept = after.filter((address) => old.has(address)).length;
  return 1 - kept / (before.length + after.length - kept);
}

function changesIn(channel: string, entries: Entries): Change[] {
  const ofChannel = entries.flatMap((entry) => prefixesOf(entry?.value));
  const known = new Map<string, Customers[]>();
  return askersOf(entries).flatMap(({ worker, workers, ownPrefixes }) => {
    const all = new Set([...ofChannel, ...ownPrefixes]);
    const name = JSON.stringify([...all]);
    const customers = known.get(name) ?? customersOf(channel, all);
    known.set(name, customers);
    const changes = new Map<string, Omit<Change, 'isForAll'>>();
    for (const { prefix, number } of customers) {
      const question = { channel, customerAddress: number, customerId: undefined, worker };
      const [before, after] = entries.map((entry) => entry && poolFor(question, entry));
      const moved = movedShare(before, after);
      if (moved === 0) continue;
      const key = JSON.stringify([before, after]);
      const same = changes.get(key);
      if (same) same.prefixes.push(prefix);
      else changes.set(key, { channel, workers, prefixes: [prefix], before, after, moved });
    }
    return [...changes.values()].map((change) => ({
      ...change,
      isForAll: change.prefixes.length === customers.length,
    }));
  });
}

/** Anybody else, and the workers who may get another number: those whose rules or whose channel's rules differ. */
function askersOf(entries: Entries): Askers[] {
  const tables = entries.map((entry) => recordOf(recordOf(entry?.value).workers));
  const [before, after] = entries.map((entry) => withoutWorkers(entry?.value));
  const seen = new Set<string>();
  const alike = new Map<string, Askers>();
  // First those that are here.
  for (const index of [1, 0]) {
    const table = `${entries[index]?.place().replace(`${ASSET_FILE}: `, '')}${nameOfRule('workers')}`;
    for (const [position, worker] of Object.keys(tables[index] ?? {}).entries()) {
      if (seen.has(worker)) continue;
      seen.add(worker);
      const rules = tables.map((rules) =>
        Object.hasOwn(rules, worker) ? rules[worker] : undefined,
      );
      const [old, now] = rules.map((own) => JSON.stringify(own));
      if (old === now && (before === after || isClosed(rules[0]))) continue;
      const name = table + nameOfItem(position + 1);
      const place = { name, counted: [worker], identity: worker, isRemoved: index === 0 };
      const same = alike.get(`${old}\n${now}`);
      const ownPrefixes = rules.flatMap(prefixesOf);
      if (same) same.workers?.push(place);
      else alike.set(`${old}\n${now}`, { worker, workers: [place], ownPrefixes });
    }
  }
  let anybody = '';
  while (seen.has(anybody)) anybody += ' ';
  return [{ worker: anybody, ownPrefixes: [] }, ...alike.values()];
}

/** Whether a worker's own rules never leave a customer to the channel's. */
function isClosed(rules: unknown): boolean {
  return !isRecord(rules) || rules.default !== undefined;
}

function withoutWorkers(rules: unknown): string | undefined {
  return JSON.stringify(isRecord(rules) ? { ...rules, workers: undefined } : rules);
}

/** The addresses that the Function can give; nothing if it refuses. */
function poolFor(question: Question, entry: Entry): string[] | undefined {
  const addresses = () => parsePool(question.channel, findPool(question, entry));
  return unlessRefused(() => [...new Set(addresses())]);
}

function unlessRefused<Found>(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (refusal) {
    if (refusal instanceof Refusal) return undefined;
    throw refusal;
  }
}
