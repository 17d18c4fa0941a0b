import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { checkout } from '../support/checkout';
import { blocks } from '../support/document';
import { PATIENT, run, runScript } from '../support/run';
import { useGivenTime } from '../support/time';

test('every answer is right, and the scenes in the README are as it plays them', async () => {
  const { exitCode, stdout, stderr } = await run('npm', ['run', 'demo'], { environment: PATIENT });
  expect(stderr.replace(/^npm warn .*\n/gm, '')).toBe('');
  const [shown = ''] = blocks('README.md', 'text');
  const scenes = shown.trim().split('\n\n');
  expect(scenes).toHaveLength(2);
  for (const scene of scenes) expect(stdout).toContain(`\n\n${scene}\n`);
  expect(stdout).toContain('Function answers 403 {"status":403,"code":48026,');
  expect(stdout).toContain('A stand-in on this machine plays Conversations');
  expect(stdout).toMatch(/\n(\d+) of \1 answers were right\.\n$/);
  expect(stdout).not.toContain('✘');
  expect(exitCode).toBe(0);
});

test('a wrong answer is told as one', async () => {
  const project = await checkout();
  try {
    const mapping = path.join(project.path, 'examples/proxy-addresses.private.json');
    const text = await readFile(mapping, 'utf8');
    await writeFile(mapping, text.replace('"+44": "+442079460100"', '"+44": "+442079460109"'));
    useGivenTime();
    const { exitCode, stdout } = await runScript('demo', [], { cwd: project.path });
    expect(stdout).toContain('✘ expected {"proxy_address":"+442079460100"}');
    expect(stdout).toContain('11 of 13 answers were right.');
    expect(exitCode).toBe(1);
  } finally {
    await project.remove();
  }
});
