import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { recordOf } from '../../src/record';

/** What everything is compared with: a Function that returns a constant. */
export const EMPTY = path.join(__dirname, 'empty.cjs');

/** What a fresh process took, in nanoseconds, and the bytes of its heap. */
export interface Sample {
  /** From its start to its end. */
  process: number;
  load: number;
  first: number;
  warm: number;
  heap: number;
}

/** A Function and its configuration, and the question that it is asked. */
export interface Subject {
  functionFile: string;
  variables?: Record<string, string>;
  assetFile?: string;
  worker?: string;
}

/** Makes the parameters of a callback, as the runtime would hand them over. */
export function eventOf(worker = 'worker-1@example.com') {
  return {
    Location: 'GetProxyAddress',
    ChannelType: 'sms',
    ChannelValue: '+12025550199',
    CustomerId: '42',
    Worker: worker,
  };
}

/**
 * Measures a Function in a fresh process.
 *
 * @param warmCalls How often it is asked to warm up, and then as often to be measured.
 * @throws Error if it does not answer with an address.
 */
export async function measureInstance(subject: Subject, warmCalls = 0): Promise<Sample> {
  const { functionFile, variables = {}, assetFile = '' } = subject;
  const args = [
    functionFile,
    JSON.stringify(variables),
    assetFile,
    JSON.stringify(eventOf(subject.worker)),
  ];
  const script = path.join(__dirname, 'instance.cjs');
  const started = performance.now();
  const measuring = promisify(execFile)(process.execPath, [
    '--expose-gc',
    script,
    ...args,
    `${warmCalls}`,
  ]);
  const end = () => measuring.child.kill();
  process.once('exit', end);
  const { stdout } = await measuring;
  const ended = performance.now();
  process.off('exit', end);
  const { answer, load, first, warm, heap } = recordOf(JSON.parse(stdout));
  if (typeof recordOf(answer).proxy_address !== 'string') throw new Error(`No address: ${stdout}`);
  return {
    process: (ended - started) * 1e6,
    load: Number(load),
    first: Number(first),
    warm: Number(warm),
    heap: Number(heap),
  };
}

/** Writes a private asset into a folder; returns its path. */
export function writeAsset(folder: string, mapping: object): string {
  const file = path.join(folder, 'proxy-addresses.private.json');
  writeFileSync(file, JSON.stringify(mapping));
  return file;
}

/** Finds the value below which a share of all values lies: the median by default. */
export function quantile(values: number[], share = 0.5): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
