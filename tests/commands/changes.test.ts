import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROJECT } from '../../scripts/twilio/project';
import { atTerminal, run, runScript } from '../support/run';

const folder = mkdtempSync(path.join(tmpdir(), 'changes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const assets = path.join(folder, 'assets');
const FILE = path.join(assets, 'proxy-addresses.private.json');
const FLAGS = ['--env', '/dev/null', '--assets-folder', assets];
const mapping = (number: string) => ({
  sms: { default: '+12025551201', workers: { 'ana@example.com': number } },
});

/** Runs git as it comes, whatever the tester has configured. */
function git(...args: string[]): string {
  const config = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  return execFileSync('git', [...config, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });
}

/** A commit as the command names it. */
function named(commit: string): string {
  return `${commit} (${git('rev-parse', '--short', commit).trim()})`;
}

function write(asset: unknown): void {
  writeFileSync(FILE, typeof asset === 'string' ? asset : JSON.stringify(asset));
}

beforeAll(() => {
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message', 'Begin');
  git('tag', 'empty');
  mkdirSync(assets);
  write('{ "sms": ');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Break it');
  git('tag', 'broken');
  write(mapping('+12025551202'));
  git('commit', '--quiet', '--all', '--message', 'Map');
  git('branch', 'other');
  write(mapping('+12025551203'));
  git('commit', '--quiet', '--all', '--message', 'Map anew');
});

test('against the last commit: nobody, then somebody', async () => {
  write(mapping('+12025551203'));
  const same = await runScript('changes', FLAGS);
  expect(same).toEqual({
    exitCode: 0,
    stdout: `✔ Nobody is affected: every new conversation gets the same number as with ${named('HEAD')}.\n`,
    stderr: '',
  });
  write(mapping('+12025551204'));
  const changed = await runScript('changes', FLAGS);
  expect(changed).toEqual({
    exitCode: 0,
    stdout: `→ sms.workers[#1]: from +12025551203 to +12025551204; every new conversation gets the new number\n→ Compared with ${named('HEAD')}. Open conversations keep their address.\n`,
    stderr: '',
  });
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(mapping('+12025551204'));
});

test.each([
  ['a branch', 'other'],
  ['a commit', 'HEAD~1'],
  ['a file', path.join(folder, 'old.json')],
])('against %s, for another program', async (_, from) => {
  write(mapping('+12025551204'));
  writeFileSync(path.join(folder, 'old.json'), `\uFEFF${JSON.stringify(mapping('+12025551202'))}`);
  const outcome = await runScript('changes', [...FLAGS, '--from', from, '--json']);
  const change = {
    channel: 'sms',
    worker: 'sms.workers[#1]',
    prefix: null,
    before: ['+12025551202'],
    after: ['+12025551204'],
    moved: 1,
  };
  const name = from.includes(path.sep) ? from : named(from);
  expect(JSON.parse(outcome.stdout)).toStrictEqual({ from: name, changes: [change] });
  expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
});

test('against what another program prints', async () => {
  write(mapping('+12025551204'));
  const text = `exec "$0" scripts/run.cjs changes "$@" --from <(git -C '${folder}' show other:assets/proxy-addresses.private.json)`;
  const outcome = await run('bash', ['-c', text, process.execPath, ...FLAGS]);
  expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
  expect(outcome.stdout).toContain('from +12025551202 to +12025551204');
});

test('identities on a terminal, but not in CI', async () => {
  write(mapping('+12025551204'));
  const { stdout } = await atTerminal('changes', FLAGS);
  expect(stdout).toContain('sms.workers[#1] ("ana@example.com"): from');
  const inCi = await atTerminal('changes', FLAGS, { environment: { CI: 'true' } });
  expect(inCi.stdout).toContain('sms.workers[#1]: from');
  const flags = [...FLAGS, '--json', '--identities'];
  expect((await runScript('changes', flags)).stdout).toContain('"worker": "ana@example.com"');
  expect((await runScript('changes', [...FLAGS, '--json'])).stdout).not.toContain('ana@');
});

test('--all shows each change', async () => {
  const numbers = (from: number) =>
    Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`w${n}`, `+1202555${from + n}`]));
  const old = path.join(folder, 'many.json');
  writeFileSync(old, JSON.stringify({ sms: { workers: numbers(1000) } }));
  write({ sms: { workers: numbers(2000) } });
  const flags = [...FLAGS, '--from', old];
  const short = await runScript('changes', flags);
  expect(short.stdout).toContain('sms.workers[#3]; 48 more: from an address of their own to');
  const long = await runScript('changes', [...flags, '--all']);
  expect(long.stdout).toContain('sms.workers[#51]: from');
});

test('the variables that are here count on both sides', async () => {
  const env = path.join(folder, '.env');
  writeFileSync(env, 'TWILIO_SMS_NUMBER=+12025551209\n');
  write(mapping('+12025551204'));
  const flags = ['--env', env, '--assets-folder', assets];
  expect((await runScript('changes', flags)).stdout).toContain('Nobody is affected');
});

test('against what another command prints', async () => {
  write(mapping('+12025551204'));
  const flags = [...FLAGS, '--json', '--from'].join(' ');
  const outcome = execFileSync(
    'bash',
    [
      '-c',
      `node scripts/run.cjs changes ${flags} <(git -C ${folder} show other:./assets/proxy-addresses.private.json)`,
    ],
    { cwd: PROJECT, encoding: 'utf8' },
  );
  expect(JSON.parse(outcome).changes).toMatchObject([{ before: ['+12025551202'] }]);
});

test('a pipe that nobody writes to waits, and hears SIGTERM', async () => {
  const pipe = path.join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  write(mapping('+12025551204'));
  const waiting = spawn('node', ['scripts/run.cjs', 'changes', ...FLAGS, '--from', pipe], {
    cwd: PROJECT,
  });
  // A writer can open the pipe only when the command has.
  const writer = await open(pipe, 'w');
  const ended = once(waiting, 'close');
  waiting.kill();
  expect(await ended).toEqual([143, null]);
  await writer.close();
});

describe('exit code 1, and one clear line', () => {
  const messageOf = async (flags: string[], environment = {}) => {
    const { exitCode, stdout, stderr } = await runScript('changes', flags, { environment });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^✘ [^\n]+\n$/);
    return stderr;
  };
  const neither = (from: string) =>
    expect.stringMatching(`✘ ${from} is neither a file nor a commit \\(`);

  test.each([
    ['a commit that is none', 'nowhere', neither('nowhere')],
    [
      'a commit without a mapping',
      'empty',
      expect.stringMatching('✘ The commit empty \\([0-9a-f]+\\) has no mapping\\. Commit yours'),
    ],
    ['a flag of git', `--output=${folder}/written`, neither('--output=.*')],
    ['a folder', folder, neither(folder)],
    [
      'a commit with a broken mapping',
      'broken',
      expect.stringMatching('✘ The mapping of broken \\([0-9a-f]+\\) is not one JSON object\\.\n'),
    ],
    // In this project's own folder it is a file, and there a branch.
    ['a file that is no mapping', 'LICENSE', '✘ The mapping of LICENSE is not one JSON object.\n'],
  ])('%s', async (_, from, message) => {
    git('branch', '--force', 'LICENSE');
    // git would write a file into it.
    mkdirSync(path.join(folder, 'written:.'), { recursive: true });
    write(mapping('+12025551204'));
    expect(await messageOf([...FLAGS, '--from', from])).toEqual(message);
  });

  test('no git', async () => {
    write(mapping('+12025551204'));
    expect(await messageOf(FLAGS, { PATH: folder })).toBe(
      '✘ HEAD is neither a file nor a commit (git is not installed).\n',
    );
  });

  test('a folder outside git', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'changes-outside-'));
    try {
      writeFileSync(path.join(outside, 'proxy-addresses.private.json'), '{}');
      const flags = ['--env', '/dev/null', '--assets-folder', outside];
      expect(await messageOf(flags)).toContain('(fatal: not a git repository');
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  test('a mapping here that is broken, or missing', async () => {
    write('[]');
    expect(await messageOf(FLAGS)).toContain(
      'proxy-addresses.private.json must hold one JSON object',
    );
    rmSync(FILE);
    expect(await messageOf(FLAGS)).toBe(
      `✘ There is no proxy-addresses.private.json in ${assets}.\n`,
    );
  });
});

test('the workflow to copy shows them in the summary of a pull request', () => {
  const workflow = readFileSync(path.join(PROJECT, '.github/changes.yml'), 'utf8');
  const [, script = ''] = /run: \|\n(.*)\n +- run: npm run check\n$/s.exec(workflow) ?? [];
  write(mapping('+12025551204'));
  git('update-ref', 'refs/remotes/origin/main', 'other');
  const summary = path.join(folder, 'summary');
  execFileSync(
    'bash',
    ['-e', '-c', script.replace('changes --', `changes -- ${FLAGS.join(' ')}`)],
    {
      cwd: PROJECT,
      env: { ...process.env, CI: 'true', GITHUB_BASE_REF: 'main', GITHUB_STEP_SUMMARY: summary },
    },
  );
  expect(readFileSync(summary, 'utf8')).toBe(
    [
      '| Who | Customers | From | To | Share |',
      '| --- | --- | --- | --- | --- |',
      '| sms.workers\\[#1\\] | all customers | +12025551202 | +12025551204 | 100% |',
      '',
      `Compared with ${named('origin/main')}. Open conversations keep their address.\n`,
    ].join('\n'),
  );
});
