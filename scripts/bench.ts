import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { benchColdStart } from './bench/cold-start';
import { benchGrowth } from './bench/growth';
import { benchHttp } from './bench/http';
import { benchWarm } from './bench/warm';
import { columns } from './columns';

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'frontline-bench-'));
  try {
    console.log(`Node.js ${process.version}, ${cpus()[0]?.model}, ${new Date().toDateString()}\n`);
    print(
      'Cold start: a fresh process loads the Function and answers once',
      ['', 'process ms', 'ratio', 'of that, Function ms', 'ratio'],
      benchColdStart(folder),
    );
    print('A warm answer', ['', 'ns', 'ratio'], await benchWarm(folder));
    print(
      'Growth, by workers in the asset',
      ['workers', 'load ms', 'first answer ms', 'warm answer ns', 'heap MB'],
      benchGrowth(folder),
    );
    print(
      'Over HTTP, in the local runtime',
      ['', 'median µs', '99 % µs', 'ratio'],
      await benchHttp(folder),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(title: string, head: string[], rows: string[][]): void {
  console.log(`${title}\n\n${columns([head, ...rows])}\n`);
}

main();
