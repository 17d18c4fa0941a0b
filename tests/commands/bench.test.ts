import { expect, test } from '@jest/globals';
import { runScript } from '../support/run';

test('every measure is taken, and is a number', async () => {
  const { exitCode, stdout, stderr } = await runScript('bench', ['--quick']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const [title, rows] of [
    ['A fresh process that answers once; a warm answer', 5],
    ['Over HTTP, in the local runtime', 3],
  ] as const) {
    const [, table = ''] = stdout.split(`${title}\n\n`);
    const [, ...measured] = (table.split('\n\n')[0] ?? '').split('\n');
    expect(measured).toHaveLength(rows);
    for (const row of measured) expect(row).toMatch(/^\S.*?(\s{2,}-?\d+(\.\d+)?)+$/);
  }
}, 120_000);
