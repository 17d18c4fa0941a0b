import type { UncheckedMapping } from '../../src/asset';
import { isRecord } from '../../src/record';
import { Groups, prefixesOf } from '../mapping/customers';
import { entriesIn } from '../mapping/entries';
import { grouped } from '../mapping/grouped';
import { kept } from '../mapping/kept';
import { isRead, type Part, partsIn } from '../mapping/parts';
import { type Answer, answersBeside, answersTo, both, type Sides } from './answers';

/** One change of numbers, and the people who will see it. */
export interface Change {
  channel: string;
  /** The rules of a worker; undefined for anybody without own rules. */
  worker: Part | undefined;
  /** Whether the rules of the worker are only in the old mapping. */
  isRemoved: boolean;
  /**
   * How the numbers of each group of customers begin; undefined for other customers, empty for
   * customers without a number if they are apart.
   */
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
  const isChannel = (entry: Part) => entry.kind === 'channel' && isRead(entry);
  const [old, now] = both([before, after], (mapping) =>
    byKey(entriesIn(mapping, undefined, variables).filter(isChannel)),
  );
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

/** Asks for each worker with own rules, and for anybody else. */
function changesIn(channel: string, entries: Sides<Part | undefined>): Change[] {
  const tables = both(entries, workersIn);
  const [old, now] = tables;
  let anybody = '';
  while (old.has(anybody) || now.has(anybody)) anybody += ' ';
  const groups = new Groups(channel, new Set(entries.flatMap(prefixesOf)));
  const usual = answersTo(groups.all, { channel, worker: anybody }, entries);
  const [before, after] = both(entries, withoutWorkers);
  // The new mapping comes first, so that each worker who is still in it has a place there.
  const removed = [...old.values()].filter(({ key }) => !now.has(key));
  // Most workers have the same prefixes.
  const known = new Map<string, Groups>();
  const ofWorkers = [...now.values(), ...removed].flatMap((worker) => {
    const rules = both(tables, (table) => table.get(worker.key));
    const [was, is] = both(rules, (own) => JSON.stringify(own?.value));
    // A mapping may have 100,000 workers, of whom a change concerns a few.
    if (before === after && was === is) return [];
    const prefixes = rules.flatMap(prefixesOf);
    const own = known.get(`${prefixes}`) ?? new Groups(channel, new Set(prefixes), groups);
    known.set(`${prefixes}`, own);
    const others = usual.filter(([group]) => !own.replaced.has(group));
    const who = { channel, worker: worker.key };
    const answers = [...answersTo(own.all, who, entries), ...answersBeside(others, who, rules)];
    return changesOf(answers, { channel, worker, isRemoved: !now.has(worker.key) });
  });
  return [...changesOf(usual, { channel, worker: undefined, isRemoved: false }), ...ofWorkers];
}

/** Tells groups together that change alike. */
function changesOf(
  answers: Answer[],
  who: Pick<Change, 'channel' | 'worker' | 'isRemoved'>,
): Change[] {
  const changed = answers.filter(([, [before, after]]) => before !== after);
  const alike = grouped(changed, ([, [before, after]]) => `${before} ${after}`);
  return [...alike.values()].flatMap((groups) => {
    const [before, after] = both(groups[0][1], poolIn);
    const moved = movedShare(before, after);
    const named = new Set(groups.map(([{ prefix }]) => prefix));
    if (named.has(undefined)) named.delete('');
    const isForAll = groups.length === answers.length;
    return moved > 0 ? [{ ...who, prefixes: [...named], isForAll, before, after, moved }] : [];
  });
}

/** The pools of answers. Kept, because 10,000 workers may get the same. */
const poolIn = kept((answer): string[] | undefined => {
  const pool: string[] | null = JSON.parse(answer);
  return pool ?? undefined;
});

/** The rules of each worker, by the worker's identity. */
function workersIn(entry: Part | undefined): Map<string, Part> {
  const table = entry && partsIn(entry).find(({ kind }) => kind === 'workers');
  return byKey(table ? partsIn(table) : []);
}

/** The rules that concern all workers. */
function withoutWorkers(entry: Part | undefined): string | undefined {
  const rules = entry?.value;
  return JSON.stringify(isRecord(rules) ? { ...rules, workers: undefined } : rules);
}

function byKey(parts: Part[]): Map<string, Part> {
  return new Map(parts.map((part) => [part.key, part]));
}
