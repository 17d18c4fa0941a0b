import { BUILT, measureInstance, quantile, writeAsset } from './instance';

const ROUNDS = 5;
const WARM_CALLS = 100_000;

/**
 * Measures fresh processes with ever more workers in the asset.
 *
 * @param folder For files that are needed meanwhile.
 * @returns Rows of a table: the workers, load and first answer in ms, a warm answer in ns, heap in MB.
 */
export function benchGrowth(folder: string): string[][] {
  return [10, 1_000, 100_000].map((size) => {
    const workers = Object.fromEntries(
      Array.from({ length: size }, (_, index) => [
        `worker-${index}@example.com`,
        { default: `+1202${5_000_000 + index}`, prefixes: { '+44': '+442071234567' } },
      ]),
    );
    const subject = {
      functionFile: BUILT,
      assetFile: writeAsset(folder, { sms: { default: '+12025551234', workers } }),
      worker: `worker-${size - 1}@example.com`,
    };
    const samples = Array.from({ length: ROUNDS }, () => measureInstance(subject, WARM_CALLS));
    const median = (field: keyof (typeof samples)[number]) =>
      quantile(samples.map((sample) => sample[field]));
    return [
      size.toLocaleString('en'),
      (median('load') / 1e6).toFixed(2),
      (median('first') / 1e6).toFixed(2),
      median('warm').toFixed(0),
      (median('heap') / 1e6).toFixed(1),
    ];
  });
}
