import { execFile } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { recordOf } from '../../src/record';
import { BUILT_FUNCTION } from '../twilio/project';
import { EMPTY, QUESTION, quantile } from './question';

const NUMBER = '+12025551234';

/** What one fresh process took: times in nanoseconds, and the bytes of its heap. */
interface Sample {
  /** The whole process, from its start to its end. */
  process: number;
  /** Loading the Function, and its first answer. */
  cold: number;
  warm: number;
  heap: number;
}

/** The arguments of instance.cjs: the Function's file, its variables and its asset's file. */
type Subject = [functionFile: string, variables: object, assetFile: string];

/**
 * Measures fresh processes by turns: an empty handler, kinds of mapping, and more and more workers.
 *
 * @param folder An empty folder.
 * @param calls How often a warm instance is asked.
 * @returns A table with a header. Each ratio compares with the empty handler.
 */
export async function benchProcesses(
  folder: string,
  rounds: number,
  calls: number,
): Promise<string[][]> {
  const measured = subjects(folder).map(([name, subject]) => {
    const samples: Sample[] = [];
    return { name, subject, samples };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const { subject, samples } of measured) {
      const { warm } = await measure(subject, calls);
      samples.push({ ...(await measure(subject, 0)), warm });
    }
  }
  const [empty] = measured;
  return [
    ['', 'process ms', 'ratio', 'Function ms', 'ratio', 'warm ns', 'ratio', 'heap MB'],
    ...measured.map(({ name, samples }) => {
      const median = (field: keyof Sample, of = samples) => quantile(of.map((one) => one[field]));
      const ratio = (field: keyof Sample) =>
        (median(field) / median(field, empty?.samples)).toFixed(2);
      return [
        ...[name, (median('process') / 1e6).toFixed(1), ratio('process')],
        ...[(median('cold') / 1e6).toFixed(2), ratio('cold')],
        ...[median('warm').toFixed(0), ratio('warm'), (median('heap') / 1e6).toFixed(1)],
      ];
    }),
  ];
}

function subjects(folder: string): [name: string, subject: Subject][] {
  // Both files are in one folder, because Node.js looks for a package.json in each folder above.
  const built = path.join(folder, 'built.js');
  const empty = path.join(folder, 'empty.js');
  copyFileSync(BUILT_FUNCTION, built);
  copyFileSync(EMPTY, empty);
  const withAsset = (name: string, sms: unknown): [string, Subject] => {
    const assetFile = path.join(folder, `${name}.json`);
    writeFileSync(assetFile, JSON.stringify({ sms }));
    return [name, [built, {}, assetFile]];
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
    ['empty handler', [empty, {}, '']],
    ['one address, variable', [built, { TWILIO_SMS_NUMBER: NUMBER }, '']],
    withAsset('one address, asset', NUMBER),
    withAsset('pool of 8', numbers(8)),
    ...[10, 1_000, 100_000].map((size) => withAsset(`${size} workers`, workers(size))),
  ];
}

/** Measures one fresh process. If this process exits first, it kills the fresh one. */
async function measure([functionFile, variables, assetFile]: Subject, calls: number) {
  const script = ['--expose-gc', path.join(__dirname, 'instance.cjs'), functionFile];
  const args = [JSON.stringify(variables), assetFile, JSON.stringify(QUESTION), `${calls}`];
  const started = performance.now();
  const measuring = promisify(execFile)(process.execPath, [...script, ...args]);
  const end = () => measuring.child.kill();
  process.once('exit', end);
  const { stdout } = await measuring;
  const whole = (performance.now() - started) * 1e6;
  process.off('exit', end);
  const { address, cold, warm, heap } = recordOf(JSON.parse(stdout));
  if (typeof address !== 'string') throw new Error('The Function gave no address.');
  return { process: whole, cold: Number(cold), warm: Number(warm), heap: Number(heap) };
}
