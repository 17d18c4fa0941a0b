import { ASSET_FILE } from '../../src/asset';
import type { Entry } from '../../src/mapping';
import { nameOfItem, nameOfRule } from '../../src/place';
import { isRecord, recordOf } from '../../src/record';
import type { Place } from '../mapping/place';
import { prefixesOf } from './customers';

/** A worker, with the place of their rules. A removed worker has a place in the old mapping. */
export interface Worker extends Place {
  identity: string;
  isRemoved: boolean;
}

/** People with the same rules. One worker asks for all of them. */
export interface Askers {
  worker: string;
  workers?: Worker[];
  ownPrefixes: string[];
}

/** The entry of a channel in each mapping; undefined if the Function refuses all its requests. */
export type Entries = [before: Entry | undefined, after: Entry | undefined];

/**
 * Finds who may get another number: anybody without own rules, workers whose own rules differ, and
 * workers whose own rules leave customers to a channel whose rules differ.
 */
export function askersOf(entries: Entries): Askers[] {
  const tables = entries.map((entry) => recordOf(recordOf(entry?.value).workers));
  const [before, after] = entries.map((entry) => withoutWorkers(entry?.value));
  const seen = new Set<string>();
  const alike = new Map<string, Askers>();
  // The new mapping comes first, so that each worker who is still in it has a place there.
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

/** Whether a worker's own rules never leave a customer to the channel's rules. */
function isClosed(rules: unknown): boolean {
  return !isRecord(rules) || rules.default !== undefined;
}

function withoutWorkers(rules: unknown): string | undefined {
  return JSON.stringify(isRecord(rules) ? { ...rules, workers: undefined } : rules);
}
