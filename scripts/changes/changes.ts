import type { UncheckedMapping } from '../../src/asset';
import { type Entry, findEntry } from '../../src/mapping';
import { parsePool } from '../../src/pool';
import type { Question } from '../../src/question';
import { Refusal } from '../../src/refusal';
import { findPool } from '../../src/rules';
import { kindAt } from '../mapping/forms';
import { askersOf, type Entries, type Worker } from './askers';
import { type Customers, customersOf, prefixesOf } from './customers';

/** One change of numbers, and the people who will see it. */
export interface Change {
  channel: string;
  /** Workers with the same rules; undefined for anybody else. */
  workers: Worker[] | undefined;
  /** How the numbers of each group of customers begin; undefined for other customers. */
  prefixes: (string | undefined)[];
  /** Whether the change is the same for all customers. */
  isForAll: boolean;
  /** The addresses of the pool; undefined for a refusal. */
  before: string[] | undefined;
  after: string[] | undefined;
  /** The share of new conversations that get another number: more than 0, and 1 for all. */
  moved: number;
}

/**
 * Finds who gets another number from the new mapping than from the old one. The Function's own code
 * decides. The variables count for both mappings.
 *
 * @returns The changes, the largest share first.
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

/**
 * The share of pairs of worker and customer that move when one pool replaces another. Rendezvous
 * hashing keeps all other pairs.
 */
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

/** The addresses that the Function can give; undefined if it refuses. */
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
