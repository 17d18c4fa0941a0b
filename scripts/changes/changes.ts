import type { UncheckedMapping } from '../../src/asset';
import { parsePool } from '../../src/pool';
import type { Question } from '../../src/question';
import { isRecord } from '../../src/record';
import { findPool } from '../../src/rules';
import { entriesIn } from '../mapping/entries';
import { grouped } from '../mapping/grouped';
import { isRead, type Part, partsIn } from '../mapping/parts';
import { type Customers, customersOf, prefixesOf } from './customers';

/** One change of numbers, and the people who will see it. */
export interface Change {
  channel: string;
  /** The rules of a worker; undefined for anybody without own rules. */
  worker: Part | undefined;
  /** Whether the rules of the worker are only in the old mapping. */
  isRemoved: boolean;
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
  const channelsOf = (mapping: UncheckedMapping) => {
    const entries = entriesIn(mapping, undefined, variables).filter(isRead);
    return byKey(entries.filter(({ kind }) => kind === 'channel'));
  };
  const [old, now] = [channelsOf(before), channelsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .flatMap((channel) => changesIn(channel, old.get(channel), now.get(channel)))
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

/** Asks for each worker with own rules, and for anybody else. */
function changesIn(channel: string, before: Part | undefined, after: Part | undefined): Change[] {
  const [old, now] = [workersIn(before), workersIn(after)];
  let anybody = '';
  while (old.has(anybody) || now.has(anybody)) anybody += ' ';
  // The new mapping comes first, so that each worker who is still in it has a place there.
  const removed = [...old.values()].filter(({ key }) => !now.has(key));
  const ofChannel = [before, after].flatMap(prefixesOf);
  const isSameForAll = withoutWorkers(before) === withoutWorkers(after);
  const known = new Map<string, Customers[]>();
  return [undefined, ...now.values(), ...removed].flatMap((worker) => {
    const identity = worker?.key ?? anybody;
    const [was, is] = [old, now].map((workers) => JSON.stringify(workers.get(identity)?.value));
    // A mapping may have 100,000 workers, of whom a change concerns a few.
    if (isSameForAll && was === is) return [];
    const own = [old.get(identity), now.get(identity)].flatMap(prefixesOf);
    const prefixes = new Set([...ofChannel, ...own]);
    const name = JSON.stringify([...prefixes]);
    const customers = known.get(name) ?? customersOf(channel, prefixes);
    known.set(name, customers);
    const asked = customers.map(({ prefix, number: customerAddress }) => {
      const question = { channel, customerAddress, customerId: undefined, worker: identity };
      return { prefix, before: poolFor(question, before), after: poolFor(question, after) };
    });
    const alike = grouped(asked, (pools) => JSON.stringify([pools.before, pools.after]));
    const changes = [...alike.values()].map((group) => ({
      channel,
      worker,
      isRemoved: worker !== undefined && !now.has(identity),
      prefixes: group.map(({ prefix }) => prefix),
      isForAll: group.length === customers.length,
      before: group[0].before,
      after: group[0].after,
      moved: movedShare(group[0].before, group[0].after),
    }));
    return changes.filter(({ moved }) => moved > 0);
  });
}

/** The rules of each worker, by the worker's identity. */
function workersIn(entry: Part | undefined): Map<string, Part> {
  const table = entry && partsIn(entry).find(({ kind }) => kind === 'workers');
  return byKey(table ? partsIn(table) : []);
}

function withoutWorkers(entry: Part | undefined): string | undefined {
  const rules = entry?.value;
  return JSON.stringify(isRecord(rules) ? { ...rules, workers: undefined } : rules);
}

function byKey(parts: Part[]): Map<string, Part> {
  return new Map(parts.map((part) => [part.key, part]));
}

/** The addresses that the Function can give; undefined if it refuses. */
function poolFor(question: Question, entry: Part | undefined): string[] | undefined {
  const rules = { value: entry?.value, place: () => '' };
  try {
    return [...new Set(parsePool(question.channel, findPool(question, rules)))];
  } catch {
    // The Function answers every error with a refusal.
    return undefined;
  }
}
