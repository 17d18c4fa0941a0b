import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PROJECT } from '../../scripts/twilio/project';
import { run } from '../support/run';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontline-command-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a command that does this. */
async function command(body: string, flags: string[] = []) {
  const file = path.join(folder, 'command.ts');
  const source = path.join(PROJECT, 'scripts/terminal/command');
  await writeFile(
    file,
    `import { runCommand, UsageError } from ${JSON.stringify(source)};
    runCommand({
      usage: 'npm run this',
      flags: { more: { type: 'boolean' } },
      async run(flags) { ${body} },
    });`,
  );
  return run(process.execPath, ['--require', './scripts/typescript.cjs', file, ...flags]);
}

test.each([
  ['all is right', 'return true;', [], { exitCode: 0, stdout: '', stderr: '' }],
  ['something is wrong', 'return false;', [], { exitCode: 1, stdout: '', stderr: '' }],
  [
    'it fails',
    "throw new Error('The cause. The cure.');",
    [],
    { exitCode: 1, stdout: '', stderr: '✘ The cause. The cure.\n' },
  ],
  [
    'it fails for a signal that it has not heard yet',
    "process.kill(process.pid, 'SIGINT'); throw new Error('What it started was stopped.');",
    [],
    { exitCode: 130, stdout: '', stderr: '' },
  ],
  [
    'it throws what is no error',
    "throw 'why';",
    [],
    { exitCode: 1, stdout: '', stderr: '✘ why\n' },
  ],
  [
    'nobody waits for what fails',
    "Promise.reject(new Error('Lost.')); return new Promise(() => setTimeout(() => {}, 9000));",
    [],
    { exitCode: 1, stdout: '', stderr: '✘ Lost.\n' },
  ],
  [
    'it is called wrongly',
    "throw new UsageError('--port must be a number');",
    [],
    { exitCode: 2, stdout: '', stderr: 'npm run this\n\n✘ --port must be a number\n' },
  ],
  [
    'a flag is wrong',
    'return true;',
    ['--les'],
    {
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(/^npm run this\n\n✘ Unknown option '--les'.*\n$/),
    },
  ],
  [
    'help is asked for, whatever else is',
    "throw new Error('It ran.');",
    ['--les', '--help'],
    { exitCode: 0, stdout: 'npm run this\n', stderr: '' },
  ],
])('%s', async (_, body, flags, outcome) => {
  expect(await command(body, flags)).toEqual(outcome);
});
