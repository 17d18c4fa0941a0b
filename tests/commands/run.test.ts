import { existsSync, statSync } from 'node:fs';
import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PROJECT } from '../../scripts/twilio/project';
import { type Checkout, checkout } from '../support/checkout';
import { run, runScript, startScript } from '../support/run';

// What starts the commands: they are TypeScript, and nobody may run what was made of an older source.

const SCRIPT = 'scripts/numbers.ts';
const USAGE = 'Usage: npm run numbers';

let project: Checkout;
beforeEach(async () => {
  project = await checkout();
  await rm(inProject('dist'), { recursive: true });
});
afterEach(() => project.remove());

const inProject = (name: string) => path.join(project.path, name);
const help = () => runScript('numbers', ['--help'], { cwd: project.path });
const helpOfProcess = () => startScript('numbers', ['--help'], { cwd: project.path }).outcome;
const bundle = () => statSync(inProject('dist/commands/numbers.js'));

/** Replaces a text of a file. Size and time of the file stay, which some tools look at. */
async function edit(name: string, text: string, by: string): Promise<void> {
  const file = inProject(name);
  const { atime, mtime } = statSync(file);
  const before = await readFile(file, 'utf8');
  expect(before).toContain(text);
  await writeFile(file, before.replace(text, by));
  await utimes(file, atime, mtime);
}

/** Gives the project copies of packages that can be changed. */
async function ownPackages(...names: string[]): Promise<void> {
  const packages = path.join(PROJECT, 'node_modules');
  await rm(inProject('node_modules'));
  await mkdir(inProject('node_modules'));
  for (const other of await readdir(packages)) {
    const own = inProject(`node_modules/${other}`);
    if (names.includes(other)) await cp(path.join(packages, other), own, { recursive: true });
    else await symlink(path.join(packages, other), own);
  }
}

test('a command is bundled once', async () => {
  const first = await help();
  expect(first).toEqual({ exitCode: 0, stdout: expect.stringContaining(USAGE), stderr: '' });
  const { ino } = bundle();
  expect(await help()).toEqual(first);
  expect(bundle().ino).toBe(ino);
});

test('it follows a change of its own file, and of a file that it imports', async () => {
  await help();
  await edit(SCRIPT, 'Lists each address', 'Gives each address');
  expect((await help()).stdout).toContain('Gives each address');
  await edit('scripts/terminal/flags.ts', 'show everything', 'hide everything');
  expect((await help()).stdout).toContain('hide everything');
  await edit('src/channel.ts', 'import', "console.log('of src/');\nimport");
  expect((await help()).stdout).toContain('of src/');
});

test('it follows another version of a package', async () => {
  await ownPackages('commander', '@commander-js');
  await help();
  const { ino } = bundle();
  await edit('node_modules/commander/lib/help.js', "'Usage:'", "'USAGE:'");
  expect((await help()).stdout).toContain('USAGE:');
  expect(bundle().ino).not.toBe(ino);
});

test('it follows a change of what was built where nothing can be written', async () => {
  await help();
  // Root, who runs tests in a container, can write to a read-only folder. Nobody can replace a folder
  // by a file.
  await rm(inProject('dist/commands/numbers.js.map'));
  await mkdir(inProject('dist/commands/numbers.js.map/full'), { recursive: true });
  const before = await readdir(inProject('dist'), { recursive: true });
  await edit(SCRIPT, 'Lists each address', 'Gives each address');
  expect((await help()).stdout).toContain('Gives each address');
  expect(await readdir(inProject('dist'), { recursive: true })).toEqual(before);
});

test('a record in another form is no record', async () => {
  const first = await help();
  for (const text of ['', 'no JSON\n', '{"another":"form"}\n']) {
    await writeFile(inProject('dist/numbers.js.record'), text);
    expect(await help()).toEqual(first);
  }
});

test('it follows a change after its folder was moved', async () => {
  await help();
  const from = project.path;
  project = { ...project, path: `${from}-moved` };
  await rename(from, project.path);
  expect((await help()).stdout).toContain(USAGE);
  await edit(SCRIPT, 'Lists each address', 'Gives each address');
  expect((await help()).stdout).toContain('Gives each address');
  await rename(project.path, from);
});

test('several can start at once', async () => {
  const outcomes = await Promise.all([helpOfProcess(), helpOfProcess(), helpOfProcess()]);
  for (const outcome of outcomes) {
    expect(outcome).toEqual({ exitCode: 0, stdout: expect.stringContaining(USAGE), stderr: '' });
  }
  expect((await readdir(inProject('dist'))).sort()).toEqual(['commands', 'numbers.js.record']);
});

test.each(['numbers', 'build'] as const)('without packages, %s says what to run', async (name) => {
  await rm(inProject('node_modules'));
  expect(await startScript(name, [], { cwd: project.path }).outcome).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: '✘ Packages are missing. Run npm ci --include=dev\n',
  });
  expect(existsSync(inProject('dist'))).toBe(false);
});

test('without one package, it says what to run', async () => {
  await ownPackages('dotenv');
  await rm(inProject('node_modules/dotenv'), { recursive: true });
  const { stderr } = await help();
  expect(stderr).toBe('✘ Packages are missing. Run npm ci --include=dev\n');
});

test('an error of the source is told with its line', async () => {
  await edit(SCRIPT, 'async (', 'async ((');
  const { exitCode, stderr } = await help();
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/scripts\/numbers\.ts:\d+:\d+: ERROR: /);
});

test('a stack trace names the line of the source', async () => {
  const source = await readFile(inProject('scripts/terminal/command.ts'), 'utf8');
  const failing = source.replace(
    '  return new Command(call)\n',
    "  if (call) throw new Error('Here.');\n$&",
  );
  await writeFile(inProject('scripts/terminal/command.ts'), failing);
  const line = failing.split('\n').findIndex((text) => text.includes('Here.')) + 1;
  const { stderr } = await helpOfProcess();
  expect(stderr).toContain('Error: Here.\n');
  expect(stderr).toContain(`${inProject('scripts/terminal/command.ts')}:${line}:`);
  expect(stderr).toContain(`${inProject(SCRIPT)}:`);
});

test('packages that a run does not need are not loaded', async () => {
  await ownPackages('libphonenumber-js');
  await edit(
    'node_modules/libphonenumber-js/max/exports/validatePhoneNumberLength.js',
    'import',
    "console.log('phone numbers');\nimport",
  );
  const hook = inProject('hook.cjs');
  await writeFile(
    hook,
    "process.on('exit', () => console.log(Object.keys(require.cache).join('\\n')));",
  );
  const loaded = async (command: string, flags: string[] = []) => {
    const args = ['--require', hook, 'scripts/run.cjs', command, ...flags];
    const { stdout } = await run(process.execPath, args, { cwd: project.path });
    const names = stdout.matchAll(/^phone numbers$|(?<=node_modules\/)(@[^/]+\/)?[^/]+/gm);
    return [...new Set([...names].map(([name]) => name))];
  };
  await writeFile(inProject('.env'), 'TWILIO_SMS_NUMBER=+14155552671\n');
  // The first run builds.
  await loaded('check');
  expect(await loaded('check', ['--help'])).toEqual([]);
  expect(await loaded('check')).toEqual(['phone numbers']);
});
