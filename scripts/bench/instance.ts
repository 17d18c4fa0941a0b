import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

/** The Function as it is deployed. */
export const BUILT = path.join(
  __dirname,
  '../../dist/functions/callbacks/outgoing-conversation.protected.js',
);

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

/** What instance.cjs prints: an answer that is no address is a fault of the benchmark. */
const printedSample = v.object({
  load: v.number(),
  first: v.number(),
  warm: v.number(),
  heap: v.number(),
  answer: v.object({ proxy_address: v.string() }),
});

/** A Function and its configuration, and the question that it is asked. */
export interface Subject {
  functionFile: string;
  variables?: Record<string, string>;
  assetFile?: string;
  worker?: string;
}

/**
 * Makes the parameters of a callback.
 *
 * @param worker Who asks.
 * @returns The event, as the runtime would hand it over.
 */
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
 * @param subject The Function.
 * @param warmCalls How often it is asked to warm up, and then as often to be measured.
 * @returns The sample.
 * @throws Error if it does not answer with an address.
 */
export function measureInstance(subject: Subject, warmCalls = 0): Sample {
  const { functionFile, variables = {}, assetFile = '' } = subject;
  const args = [
    functionFile,
    JSON.stringify(variables),
    assetFile,
    JSON.stringify(eventOf(subject.worker)),
  ];
  const script = path.join(__dirname, 'instance.cjs');
  const started = performance.now();
  const printed = execFileSync(process.execPath, ['--expose-gc', script, ...args, `${warmCalls}`], {
    encoding: 'utf8',
  });
  const ended = performance.now();
  const { answer, ...sample } = v.parse(printedSample, JSON.parse(printed));
  return { ...sample, process: (ended - started) * 1e6 };
}

/**
 * Writes a private asset.
 *
 * @param folder Where to.
 * @param mapping What it holds.
 * @returns Its path.
 */
export function writeAsset(folder: string, mapping: object): string {
  const file = path.join(folder, 'proxy-addresses.private.json');
  writeFileSync(file, JSON.stringify(mapping));
  return file;
}

/**
 * Finds the value below which a share of all values lies.
 *
 * @param values The values, in any order.
 * @param share From 0 to 1; the median by default.
 * @returns One of the values.
 */
export function quantile(values: number[], share = 0.5): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
