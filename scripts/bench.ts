import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { benchHttp } from './bench/http';
import { benchProcesses } from './bench/processes';
import { columns } from './terminal/columns';
import { command, run } from './terminal/command';
import { buildFunction } from './twilio/build';

run(
  command('npm run bench --', 'Measures the Function against one that returns a constant.').option(
    '--quick',
    'take each measure once, with few workers, which only shows that all of it runs',
  ),
  async ({ quick }) => {
    buildFunction();
    const folder = mkdtempSync(path.join(tmpdir(), 'frontline-bench-'));
    process.once('exit', () => rmSync(folder, { recursive: true }));
    console.log(`Node.js ${process.version}, ${cpus()[0]?.model}, ${new Date().toDateString()}\n`);
    const processes = quick
      ? benchProcesses(folder, 1, 100, [10])
      : benchProcesses(folder, 20, 20_000, [10, 1_000, 100_000]);
    console.log(
      `A fresh process that answers once; a warm answer\n\n${columns(await processes)}\n`,
    );
    const http = benchHttp(folder, quick ? 20 : 1_000);
    console.log(`Over HTTP, in the local runtime\n\n${columns(await http)}\n`);
    return true;
  },
);
