import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { PROJECT } from '../../scripts/twilio/project';
import { run } from '../support/run';

/** A command that does what a variable says. */
const COMMAND = `
import { command, run, UsageError } from './scripts/terminal/command';
run(
  command('npm run this --', 'Does this.')
    .option('--production', 'for real')
    .option('--assets-folder <folder>', 'from there')
    .option('--public <file...>', 'these'),
  async (flags) => eval('(async () => {' + process.env.BODY + '})()'),
);`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frontline-command-'));
  buildSync({
    stdin: { contents: COMMAND, resolveDir: PROJECT },
    outfile: path.join(folder, 'command.js'),
    bundle: true,
    platform: 'node',
    logOverride: { 'direct-eval': 'silent' },
  });
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a command that does this with its flags. */
function command(body: string, flags: string[] = [], environment = {}) {
  return run(process.execPath, [path.join(folder, 'command.js'), ...flags], {
    environment: { BODY: body, ...environment },
  });
}

const HELP = `Usage: npm run this -- [flags]

Does this.

Options:
  --production              for real
  --assets-folder <folder>  from there
  --public <file...>        these
  --help                    print this
`;

const wrongly = (message: string) => ({
  exitCode: 2,
  stdout: '',
  stderr: `${HELP}\n✘ ${message}\n`,
});

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
    'it fails with what a terminal would obey',
    "throw new Error('Bad \\u001b[31mthing');",
    [],
    { exitCode: 1, stdout: '', stderr: '✘ Bad \\u{1b}[31mthing\n' },
  ],
  [
    'it fails for a signal that it has not heard yet',
    "process.kill(process.pid, 'SIGINT'); throw new Error('What it started was stopped.');",
    [],
    { exitCode: 130, stdout: '', stderr: '' },
  ],
  [
    'it gets a signal',
    "process.kill(process.pid, 'SIGTERM'); return new Promise(() => setTimeout(() => {}, 9000));",
    [],
    { exitCode: 143, stdout: '', stderr: '' },
  ],
  [
    // The words of such an error may quote an identity.
    'it fails with an error that nobody expected',
    "JSON.parse('ana@example.com'); return true;",
    [],
    {
      ...{ exitCode: 1, stdout: '' },
      stderr: '✘ The command failed with an unexpected SyntaxError.\n',
    },
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
    wrongly('--port must be a number'),
  ],
  ['a flag is wrong', "throw new Error('It ran.');", ['--les'], wrongly("unknown option '--les'")],
  [
    'a flag lacks its value',
    "throw new Error('It ran.');",
    ['--assets-folder'],
    wrongly("option '--assets-folder <folder>' argument missing"),
  ],
  [
    'there is an argument too many',
    "throw new Error('It ran.');",
    ['more'],
    wrongly("unexpected argument 'more'"),
  ],
  [
    'help is asked for',
    "throw new Error('It ran.');",
    ['--production', '--help'],
    { exitCode: 0, stdout: HELP, stderr: '' },
  ],
  [
    'its flags are read',
    'console.log(JSON.stringify(flags)); return true;',
    ['--public', 'a', 'b', '--public=c', '--assets-folder', 'd', '--production'],
    {
      exitCode: 0,
      stdout: '{"public":["a","b","c"],"assetsFolder":"d","production":true}\n',
      stderr: '',
    },
  ],
])('%s', async (_, body, flags, outcome) => {
  expect(await command(body, flags)).toEqual(outcome);
});

describe('a flag that npm took for itself, as it stands before --', () => {
  test.each(['--production', '--assets-folder', '--public'])('%s is refused', async (flag) => {
    const variable = `npm_config_${flag.slice(2).replace('-', '_')}`;
    expect(
      await command("throw new Error('It ran.');", [], {
        [variable]: 'true',
        npm_lifecycle_event: 'this',
      }),
    ).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `✘ npm kept ${flag} for itself. Write npm run this -- ${flag}${flag === '--production' ? '' : ' …'}\n`,
    });
  });

  test('by npm itself', async () => {
    const args = ['run', '--silent', 'callback', '--worker', 'ana@example.com'];
    const { exitCode, stdout, stderr } = await run('npm', args, {
      environment: { npm_config_update_notifier: 'false' },
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe('✘ npm kept --worker for itself. Write npm run callback -- --worker …\n');
  });

  test.each([
    ['the same flag behind --', ['--production'], { npm_config_production: 'true' }],
    // It stands in the user's environment, and npm passes it on in small letters.
    [
      'a variable of the user',
      [],
      { NPM_CONFIG_PRODUCTION: 'true', npm_config_production: 'true' },
    ],
    ['a flag that npm has unset', [], { npm_config_production: '' }],
    ['a flag of npm’s own', [], { npm_config_silent: 'true' }],
  ])('%s is not', async (_, flags, environment) => {
    expect(await command('return true;', flags, environment)).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });
});
