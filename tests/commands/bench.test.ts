import { expect, test } from '@jest/globals';
import { runScript } from '../support/run';

test('every measure is taken, and is a number', async () => {
  const { exitCode, stdout, stderr } = await runScript('bench', ['--rounds', '1']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const [, table = ''] = stdout.split('\n\n');
  const [, ...measured] = table.trim().split('\n');
  expect(measured).toHaveLength(5);
  for (const row of measured) expect(row).toMatch(/^\S.*?\s{2,}\d+\.\d\s{2,}\d+\.\d\d$/);
}, 120_000);
