import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { command, run } from './terminal/command';
import { columns } from './terminal/text';
import { buildFunction } from './twilio/build';
import { PROJECT } from './twilio/project';

const INSTANCE = path.join(PROJECT, 'scripts/bench/instance.cjs');
const EMPTY = path.join(PROJECT, 'scripts/bench/empty.cjs');
const NUMBER = '+12025551234';

/** A mapping in which each worker has rules. */
function mappingOf(workers: number): object {
  const rules = { default: NUMBER, prefixes: { '+44': '+442071234567' } };
  const names = Array.from({ length: workers }, (_, index) => `worker-${index}@example.com`);
  return {
    sms: { default: NUMBER, workers: Object.fromEntries(names.map((name) => [name, rules])) },
  };
}

/** A Function with a mapping, and the times that were measured, in milliseconds. */
function subject(name: string, functionFile: string, assetFile: string) {
  return { name, functionFile, assetFile, times: [] as number[] };
}

/** Measures a fresh process that loads a Function and asks it once. */
function measure({ functionFile, assetFile, times }: ReturnType<typeof subject>): void {
  const started = performance.now();
  execFileSync(process.execPath, [INSTANCE, functionFile, assetFile]);
  times.push(performance.now() - started);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

run(
  command(
    'npm run bench --',
    'Measures a fresh process that answers once, as on Twilio at a cold start: with a Function that returns a constant, and with this Function and more and more workers.',
  ).option('--rounds <number>', 'how often to measure each', '20'),
  async ({ rounds }) => {
    console.log(`Node.js ${process.version}, ${cpus()[0]?.model}, ${new Date().toDateString()}\n`);
    const folder = mkdtempSync(path.join(tmpdir(), 'frontline-bench-'));
    process.once('exit', () => rmSync(folder, { recursive: true }));
    const functionFile = buildFunction();
    const all = [0, 10, 1_000, 100_000].map((workers) => {
      const assetFile = path.join(folder, `${workers}.json`);
      writeFileSync(assetFile, JSON.stringify(mappingOf(workers)));
      return subject(`${workers} workers`, functionFile, assetFile);
    });
    const constant = subject('a constant', EMPTY, '');
    // By turns, because other work of the machine comes and goes.
    for (let round = 0; round < Number(rounds); round += 1) {
      for (const one of [constant, ...all]) {
        measure(one);
        // A signal can end this process now.
        await turn();
      }
    }
    const rows = [constant, ...all].map(({ name, times }) => {
      const ratio = median(times) / median(constant.times);
      return [name, median(times).toFixed(1), ratio.toFixed(2)];
    });
    console.log(columns([['', 'process ms', 'ratio'], ...rows]));
    return true;
  },
);
