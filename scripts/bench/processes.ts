import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { recordOf } from '../../src/record';
import { BUILT_FUNCTION } from '../twilio/project';
import { EMPTY, median, QUESTION } from './question';

const NUMBER = '+12025551234';

/** What one fresh process took, in nanoseconds. */
interface Sample {
  /** The whole process, from its start to its end. */
  process: number;
  /** Loading the Function, and its first answer. */
  cold: number;
  warm: number;
}

/**
 * Measures fresh processes by turns: an empty handler, kinds of mapping, and more and more workers.
 *
 * @param folder An empty folder.
 * @param calls How often a warm instance is asked.
 * @param sizes The numbers of workers.
 * @returns A table with a header. Each ratio compares with the empty handler.
 */
export async function benchProcesses(
  folder: string,
  rounds: number,
  calls: number,
  sizes: number[],
): Promise<string[][]> {
  const measured = subjects(folder, sizes).map(([name, loaded]) => {
    const samples: Sample[] = [];
    return { name, loaded, samples };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const { loaded, samples } of measured) {
      // A signal can end this process now.
      await turn();
      const { warm } = measure(loaded, calls);
      samples.push({ ...measure(loaded, 0), warm });
    }
  }
  const [empty] = measured;
  return [
    ['', 'process ms', 'ratio', 'Function ms', 'ratio', 'warm ns', 'ratio'],
    ...measured.map(({ name, samples }) => {
      const medianOf = (field: keyof Sample, of = samples) => median(of.map((one) => one[field]));
      const ratio = (field: keyof Sample) =>
        (medianOf(field) / medianOf(field, empty?.samples)).toFixed(2);
      return [
        ...[name, (medianOf('process') / 1e6).toFixed(1), ratio('process')],
        ...[(medianOf('cold') / 1e6).toFixed(2), ratio('cold')],
        ...[medianOf('warm').toFixed(0), ratio('warm')],
      ];
    }),
  ];
}

/** What instance.cjs loads. */
function subjects(folder: string, sizes: number[]): [name: string, loaded: object][] {
  // Both files are in one folder, because Node.js looks for a package.json in each folder above.
  const built = path.join(folder, 'built.js');
  const empty = path.join(folder, 'empty.js');
  copyFileSync(BUILT_FUNCTION, built);
  copyFileSync(EMPTY, empty);
  const withAsset = (name: string, sms: unknown): [string, object] => {
    const assetFile = path.join(folder, `${name}.json`);
    writeFileSync(assetFile, JSON.stringify({ sms }));
    return [name, { functionFile: built, assetFile }];
  };
  const numbers = (length: number) => Array.from({ length }, (_, index) => `+1${index + 2e9}`);
  const workers = (length: number) => ({
    default: NUMBER,
    workers: Object.fromEntries(
      numbers(length).map((number, index) => [
        `worker-${index}@example.com`,
        { default: number, prefixes: { '+44': '+442071234567' } },
      ]),
    ),
  });
  return [
    ['empty handler', { functionFile: empty }],
    ['one address, variable', { functionFile: built, variables: { TWILIO_SMS_NUMBER: NUMBER } }],
    withAsset('one address, asset', NUMBER),
    withAsset('pool of 8', numbers(8)),
    ...sizes.map((size) => withAsset(`${size} workers`, workers(size))),
  ];
}

/** Measures one fresh process. */
function measure(loaded: object, calls: number): Sample {
  const asked = JSON.stringify({ ...loaded, event: QUESTION, calls });
  const started = performance.now();
  const printed = execFileSync(process.execPath, [path.join(__dirname, 'instance.cjs'), asked]);
  const whole = (performance.now() - started) * 1e6;
  const { address, cold, warm } = recordOf(JSON.parse(`${printed}`));
  if (typeof address !== 'string') throw new Error('The Function gave no address.');
  return { process: whole, cold: Number(cold), warm: Number(warm) };
}
