import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { BUILT_FUNCTION } from '../twilio/project';
import { EMPTY, measureInstance, quantile, type Subject, writeAsset } from './instance';

const ROUNDS = 40;

/**
 * Measures fresh processes that load a Function and answer once.
 *
 * @returns Rows of a table: what, the whole process in ms, its ratio to the empty handler's; of that,
 *   loading the Function and its first answer in ms, and their ratio.
 */
export async function benchColdStart(folder: string, effort: number): Promise<string[][]> {
  // Both beside each other, as Node.js looks for a package.json in each folder above.
  const functionFile = path.join(folder, 'built.js');
  const emptyFile = path.join(folder, 'empty.js');
  copyFileSync(BUILT_FUNCTION, functionFile);
  copyFileSync(EMPTY, emptyFile);
  const number = '+12025551234';
  const subjects: Record<string, Subject> = {
    'empty handler': { functionFile: emptyFile },
    'one address, variable': { functionFile, variables: { TWILIO_SMS_NUMBER: number } },
    'one address, asset': { functionFile, assetFile: writeAsset(folder, { sms: number }) },
  };
  const samples = Object.entries(subjects).map(([name, subject]) => {
    const wholes: number[] = [];
    const parts: number[] = [];
    return { name, subject, wholes, parts };
  });
  for (let round = 0; round < ROUNDS * effort; round += 1) {
    for (const { subject, wholes, parts } of samples) {
      const { process, load, first } = await measureInstance(subject);
      wholes.push(process);
      parts.push(load + first);
    }
  }
  const [empty] = samples;
  return samples.map(({ name, wholes, parts }) => {
    const [whole, part] = [quantile(wholes), quantile(parts)];
    return [
      name,
      (whole / 1e6).toFixed(1),
      (whole / quantile(empty?.wholes ?? [])).toFixed(2),
      (part / 1e6).toFixed(2),
      (part / quantile(empty?.parts ?? [])).toFixed(2),
    ];
  });
}
