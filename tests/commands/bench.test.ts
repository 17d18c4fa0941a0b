import { expect, test } from '@jest/globals';
import { runScript } from '../support/run';

test('every measure is taken, and is a number', async () => {
  const { exitCode, stdout, stderr } = await runScript('bench', ['--quick']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const [title, rows] of [
    ['Cold start: a fresh process loads the Function and answers once', 3],
    ['A warm answer', 4],
    ['Growth, by workers in the asset', 3],
    ['Over HTTP, in the local runtime', 2],
    ['Asking Conversations, over HTTP', 4],
  ] as const) {
    const [, table = ''] = stdout.split(`${title}\n\n`);
    const [, ...measured] = (table.split('\n\n')[0] ?? '').split('\n');
    expect(measured).toHaveLength(rows);
    for (const row of measured) expect(row).toMatch(/^\S.*?(\s{2,}-?\d+(\.\d+)?)+$/);
  }
}, 120_000);
