import type { UncheckedMapping } from '../../src/asset';
import { parsePool } from '../../src/pool';
import type { Question } from '../../src/question';
import { findPool } from '../../src/rules';
import { isRead } from '../mapping/addresses';
import { entriesIn, type Part } from '../mapping/parts';
import { askersOf, type Entries, type Worker } from './askers';
import { type Customers, customersOf, prefixesOf } from './customers';

/** One change of numbers, and the people who will see it. */
export interface Change {
  channel: string;
  /** A worker with own rules; undefined for anybody else. */
  worker: Worker | undefined;
  /** How the numbers of each group of customers begin; undefined for other customers. */
  prefixes: (string | undefined)[];
  /** Whether the change is the same for all customers. */
  isForAll?: boolean;
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
  const entriesOf = (mapping: UncheckedMapping) => {
    const entries = entriesIn(mapping, undefined, variables).filter(isRead);
    const channels = entries.filter(({ kind }) => kind === 'channel');
    return new Map(channels.map((entry) => [entry.channel, entry]));
  };
  const [old, now] = [entriesOf(before), entriesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .flatMap((channel) => changesIn(channel, [old.get(channel), now.get(channel)]))
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
  return askersOf(entries).flatMap(({ identity, worker, ownPrefixes }) => {
    const all = new Set([...ofChannel, ...ownPrefixes]);
    const name = JSON.stringify([...all]);
    const customers = known.get(name) ?? customersOf(channel, all);
    known.set(name, customers);
    const changes = new Map<string, Change>();
    for (const { prefix, number } of customers) {
      const question = {
        channel,
        customerAddress: number,
        customerId: undefined,
        worker: identity,
      };
      const [before, after] = entries.map((entry) => entry && poolFor(question, entry));
      const moved = movedShare(before, after);
      if (moved === 0) continue;
      const key = JSON.stringify([before, after]);
      const alike = changes.get(key) ?? { channel, worker, prefixes: [], before, after, moved };
      changes.set(key, alike);
      alike.prefixes.push(prefix);
      alike.isForAll = alike.prefixes.length === customers.length;
    }
    return [...changes.values()];
  });
}

/** The addresses that the Function can give; undefined if it refuses. */
function poolFor(question: Question, { name, value }: Part): string[] | undefined {
  const entry = { value, place: () => name };
  try {
    return [...new Set(parsePool(question.channel, findPool(question, entry)))];
  } catch {
    // The Function answers every error with a refusal.
    return undefined;
  }
}
