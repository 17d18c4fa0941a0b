import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { atTerminal, runScript } from '../support/run';

const folder = mkdtempSync(path.join(tmpdir(), 'workers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = path.join(folder, 'team.csv');
const FLAGS = ['--assets-folder', folder, file];

function write(csv: string): void {
  const mapping = { sms: { workers: { 'ana@example.com': '+14155552671' } } };
  writeFileSync(path.join(folder, 'proxy-addresses.private.json'), JSON.stringify(mapping));
  writeFileSync(file, csv);
}

test('a file that is missing, and a country that is none', async () => {
  write('');
  const missing = path.join(folder, 'missing.csv');
  expect(await runScript('workers', ['--assets-folder', folder, missing])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: `✘ There is no file ${missing}.\n`,
  });
  const { exitCode, stderr } = await runScript('workers', [...FLAGS, '--country', 'UK']);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/\n✘ --country UK is not a country code\. Write GB\.\n$/);
});

test('all errors of one kind are on one line, and all are counted', async () => {
  write('worker,number\na,0171\nb,0172\n\nc,0173\nd,12E+3\n');
  const { exitCode, stdout } = await runScript('workers', FLAGS);
  expect(exitCode).toBe(1);
  expect(stdout.replace(/: .*/g, '').split('\n')).toEqual([
    `→ ${file}`,
    '✘ column "number", lines 2, 3, 5',
    '✘ column "number", line 6',
    '',
    '✘ 4 errors. Nothing was written.',
    '',
  ]);
});

test('a sentence keeps the characters that are no ASCII', async () => {
  write('worker,Fernsprecher\na,0171\n');
  const { stdout } = await runScript('workers', FLAGS);
  expect(stdout).toContain('--number-column "…"');
});

test('more than a third of the workers loses no rules in a pipe, unless a flag says so', async () => {
  write('worker,number\nbo,+14155552671\n');
  const asset = path.join(folder, 'proxy-addresses.private.json');
  const refused = await runScript('workers', FLAGS);
  expect(refused.exitCode).toBe(1);
  expect(refused.stdout).toContain('1 gone, 0 the same. Nothing was written.');
  expect(readFileSync(asset, 'utf8')).toContain('ana@');
  const { exitCode } = await runScript('workers', [...FLAGS, '--allow-removals']);
  expect(exitCode).toBe(0);
  expect(readFileSync(asset, 'utf8')).not.toContain('ana@');
});

test('a workbook is written once, and read back', async () => {
  write('');
  const book = path.join(folder, 'staff.xlsx');
  const target = ['--assets-folder', folder];
  expect((await runScript('workers', [...target, '--to', book])).exitCode).toBe(0);
  expect((await runScript('workers', [...target, '--to', book])).stderr).toContain(
    'exists already',
  );
  expect((await runScript('workers', [...target, book])).stdout).toContain('1 the same');
});

test('who is gone is named on a terminal, but not in CI', async () => {
  write('worker,number\nbo,+14155552671\n');
  const inCi = await atTerminal('workers', [...FLAGS, '--dry-run'], {
    environment: { CI: 'true' },
  });
  expect(inCi.stdout).toContain('1 gone');
  expect(inCi.stdout).not.toContain('ana@');
  write('worker,number\nbo,+14155552671\n');
  const { stdout } = await atTerminal('workers', [...FLAGS, '--dry-run']);
  expect(stdout).toContain('Gone, by their former places: sms.workers[#1] ("ana@example.com").');
});
