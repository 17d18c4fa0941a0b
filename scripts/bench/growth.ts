import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { BUILT_FUNCTION } from '../twilio/project';
import { measureInstance, quantile, type Sample, type Subject, writeAsset } from './instance';

const SIZES = [10, 1_000, 100_000];
const ROUNDS = 7;
const WARM_CALLS = 100_000;

/**
 * Measures fresh processes with ever more workers in the asset.
 *
 * @returns Rows of a table: the workers, load and first answer in ms, a warm answer in ns, heap in MB.
 */
export async function benchGrowth(folder: string, effort: number): Promise<string[][]> {
  const subjects = SIZES.map((size) => {
    const samples: Sample[] = [];
    return { size, subject: subjectOf(size, folder), samples };
  });
  for (let round = 0; round < ROUNDS * effort; round += 1) {
    for (const { subject, samples } of subjects)
      samples.push(await measureInstance(subject, WARM_CALLS * effort));
  }
  return subjects.map(({ size, samples }) => {
    const median = (field: keyof Sample) => quantile(samples.map((sample) => sample[field]));
    // What else the machine does only adds to a loop: the least is the truest.
    const warm = Math.min(...samples.map((sample) => sample.warm));
    return [
      size.toLocaleString('en'),
      (median('load') / 1e6).toFixed(2),
      (median('first') / 1e6).toFixed(2),
      warm.toFixed(0),
      (median('heap') / 1e6).toFixed(1),
    ];
  });
}

function subjectOf(size: number, folder: string): Subject {
  const workers = Object.fromEntries(
    Array.from({ length: size }, (_, index) => [
      `worker-${index}@example.com`,
      { default: `+1202${5_000_000 + index}`, prefixes: { '+44': '+442071234567' } },
    ]),
  );
  const assets = path.join(folder, `${size}`);
  mkdirSync(assets);
  return {
    functionFile: BUILT_FUNCTION,
    assetFile: writeAsset(assets, { sms: { default: '+12025551234', workers } }),
    worker: `worker-${size - 1}@example.com`,
  };
}
