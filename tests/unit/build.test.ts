import { appendFileSync, closeSync, fstatSync, openSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { BUILT_FUNCTION, PROJECT } from '../../scripts/twilio/project';
import { checkout } from '../support/checkout';
import { run, runScript } from '../support/run';

// In a checkout, because other tests build in the project at the same time.
test('a build replaces the Function at once: nobody reads half of it', async () => {
  const project = await checkout();
  try {
    const built = path.join(project.path, path.relative(PROJECT, BUILT_FUNCTION));
    await runScript('build', [], { cwd: project.path });
    // An open file keeps its number. A new file could get the number of a file that is gone.
    const open = openSync(built, 'r');
    const before = fstatSync(open);
    appendFileSync(path.join(project.path, 'src/question.ts'), '// Not in the bundle.\n');
    await runScript('build', [], { cwd: project.path });
    closeSync(open);
    const after = statSync(built);
    expect(after.ino).not.toBe(before.ino);
    expect(after.size).toBe(before.size);
    expect(readdirSync(path.dirname(built))).toEqual([path.basename(built)]);
  } finally {
    await project.remove();
  }
});

const TOO_OLD = '✘ Node.js >=20.19 is needed';

test.each([
  ['20.18.3', 1, TOO_OLD],
  ['18.20.0', 1, TOO_OLD],
  ['20.19.0', 0, 'Usage: npm run schema'],
  ['24.0.0', 0, 'Usage: npm run schema'],
])('with Node.js %s, install and commands end with %d', async (version, exitCode, says) => {
  const old = `Object.defineProperty(process.versions, 'node', { value: '${version}' });`;
  const code = `${old} require('./scripts/run.cjs');`;
  const outcome = await run(process.execPath, ['-e', code, 'run.cjs', 'schema', '--help']);
  const [stdout, stderr] = exitCode === 0 ? [says, ''] : ['', says];
  expect(outcome).toEqual({
    exitCode,
    stdout: expect.stringContaining(stdout),
    stderr: expect.stringMatching(new RegExp(`^${stderr}.*\n?$`)),
  });
});
