import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { benchAsking } from './bench/asking';
import { benchColdStart } from './bench/cold-start';
import { benchGrowth } from './bench/growth';
import { benchHttp } from './bench/http';
import { benchWarm } from './bench/warm';
import { columns } from './terminal/columns';
import { runCommand } from './terminal/command';
import { buildFunction } from './twilio/build';

const USAGE = `npm run bench -- [flags]

Measures the Function against one that returns a constant.

  --quick    take each measure once: shows that all of it runs, and no more
  --help     print this`;

runCommand({
  usage: USAGE,
  flags: { quick: { type: 'boolean', default: false } },
  async run({ quick }) {
    const effort = quick ? 0.01 : 1;
    buildFunction();
    const folder = mkdtempSync(path.join(tmpdir(), 'frontline-bench-'));
    process.once('exit', () => rmSync(folder, { recursive: true }));

    console.log(`Node.js ${process.version}, ${cpus()[0]?.model}, ${new Date().toDateString()}\n`);
    print(
      'Cold start: a fresh process loads the Function and answers once',
      ['', 'process ms', 'ratio', 'of that, Function ms', 'ratio'],
      await benchColdStart(folder, effort),
    );
    print('A warm answer', ['', 'ns', 'ratio'], await benchWarm(folder, effort));
    print(
      'Growth, by workers in the asset',
      ['workers', 'load ms', 'first answer ms', 'warm answer ns', 'heap MB'],
      await benchGrowth(folder, effort),
    );
    print(
      'Over HTTP, in the local runtime',
      ['', 'median µs', '99 % µs', 'ratio'],
      await benchHttp(folder, effort),
    );
    print('Asking Conversations, over HTTP', ['', 'median ms'], await benchAsking(folder, effort));
    return true;
  },
});

function print(title: string, head: string[], rows: string[][]): void {
  console.log(`${title}\n\n${columns([head, ...rows])}\n`);
}
