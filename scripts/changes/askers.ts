import { isRecord } from '../../src/record';
import { type Part, partsIn } from '../mapping/parts';
import { prefixesOf } from './customers';

/** The rules of a worker. The rules of a removed worker are in the old mapping. */
export interface Worker extends Part {
  isRemoved: boolean;
}

/** A worker, or anybody without own rules. */
export interface Asker {
  identity: string;
  worker?: Worker;
  ownPrefixes: string[];
}

/** The entry of a channel in each mapping; undefined if the Function refuses all its requests. */
export type Entries = [before: Part | undefined, after: Part | undefined];

/**
 * Finds who may get another number: anybody without own rules, and workers whose own rules differ.
 * If the channel's other rules differ, all workers may get another number.
 */
export function askersOf([before, after]: Entries): Asker[] {
  const [old, now] = [workersIn(before), workersIn(after)];
  const isSame = withoutWorkers(before) === withoutWorkers(after);
  // The new mapping comes first, so that each worker who is still in it has a place there.
  const workers = [...now.values(), ...[...old.values()].filter(({ key }) => !now.has(key))];
  let anybody = '';
  while (old.has(anybody) || now.has(anybody)) anybody += ' ';
  const askers: Asker[] = [{ identity: anybody, ownPrefixes: [] }];
  for (const part of workers) {
    const identity = part.key;
    const rules = [old.get(identity)?.value, now.get(identity)?.value];
    const [was, is] = rules.map((own) => JSON.stringify(own));
    if (was === is && isSame) continue;
    const worker = { ...part, isRemoved: !now.has(identity) };
    askers.push({ identity, worker, ownPrefixes: rules.flatMap(prefixesOf) });
  }
  return askers;
}

/** The rules of each worker, by the worker's identity. */
function workersIn(entry: Part | undefined): Map<string, Part> {
  const table = entry && partsIn(entry).find(({ kind }) => kind === 'routes');
  return new Map((table ? partsIn(table) : []).map((rules) => [rules.key, rules]));
}

function withoutWorkers(entry: Part | undefined): string | undefined {
  const rules = entry?.value;
  return JSON.stringify(isRecord(rules) ? { ...rules, workers: undefined } : rules);
}
