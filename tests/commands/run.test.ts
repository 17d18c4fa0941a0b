import { existsSync, statSync } from 'node:fs';
import {
  appendFile,
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

// The smallest command, which is bundled in half the time of the others.
const SCRIPT = 'scripts/schema.ts';
const USAGE = 'Usage: npm run schema';

const PACKAGES = path.join(PROJECT, 'node_modules');

let project: Checkout;
beforeEach(async () => {
  project = await checkout(false);
});
afterEach(() => project.remove());

const inProject = (name: string) => path.join(project.path, name);
const help = () => runScript('schema', ['--help'], { cwd: project.path });
const helpOfProcess = () => startScript('schema', ['--help'], { cwd: project.path }).outcome;
const bundle = () => statSync(inProject('dist/commands/schema.js'));

/** Replaces a text of a file. Size and time of the file stay, which some tools look at. */
async function edit(name: string, text: string, by: string): Promise<void> {
  const file = inProject(name);
  const { atime, mtime } = statSync(file);
  const before = await readFile(file, 'utf8');
  expect(before).toContain(text);
  await writeFile(file, before.replace(text, by));
  await utimes(file, atime, mtime);
}

/** Leaves these packages out. */
async function withoutPackages(...names: string[]): Promise<void> {
  await rm(inProject('node_modules'));
  await mkdir(inProject('node_modules'));
  for (const other of await readdir(PACKAGES)) {
    if (names.includes(other)) continue;
    await symlink(path.join(PACKAGES, other), inProject(`node_modules/${other}`));
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
  await edit(SCRIPT, 'Writes proxy', 'Makes proxy');
  expect((await help()).stdout).toContain('Makes proxy');
  await edit('scripts/terminal/command.ts', 'print this', 'show this');
  expect((await help()).stdout).toContain('show this');
  await edit('src/channel.ts', 'import', "console.log('of src/');\nimport");
  expect((await help()).stdout).toContain('of src/');
});

test('it follows another version of a package', async () => {
  // Copies that can be changed.
  const own = ['commander', '@commander-js'];
  await withoutPackages(...own);
  for (const name of own) {
    await cp(path.join(PACKAGES, name), inProject(`node_modules/${name}`), { recursive: true });
  }
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
  await rm(inProject('dist/commands/schema.js.map'));
  await mkdir(inProject('dist/commands/schema.js.map/full'), { recursive: true });
  const before = await readdir(inProject('dist'), { recursive: true });
  await edit(SCRIPT, 'Writes proxy', 'Makes proxy');
  expect((await help()).stdout).toContain('Makes proxy');
  expect(await readdir(inProject('dist'), { recursive: true })).toEqual(before);
});

test('a record in another form is no record', async () => {
  const first = await help();
  for (const text of ['', 'no JSON\n', '{"another":"form"}\n']) {
    await writeFile(inProject('dist/schema.js.record'), text);
    expect(await help()).toEqual(first);
  }
});

test('it follows a change after its folder was moved', async () => {
  await help();
  const from = project.path;
  project = { ...project, path: `${from}-moved` };
  await rename(from, project.path);
  expect((await help()).stdout).toContain(USAGE);
  await edit(SCRIPT, 'Writes proxy', 'Makes proxy');
  expect((await help()).stdout).toContain('Makes proxy');
  await rename(project.path, from);
});

test('several can start at once', async () => {
  const outcomes = await Promise.all([helpOfProcess(), helpOfProcess(), helpOfProcess()]);
  for (const outcome of outcomes) {
    expect(outcome).toEqual({ exitCode: 0, stdout: expect.stringContaining(USAGE), stderr: '' });
  }
  expect((await readdir(inProject('dist'))).sort()).toEqual(['commands', 'schema.js.record']);
});

test.each(['schema', 'build'] as const)('without packages, %s says what to run', async (name) => {
  await rm(inProject('node_modules'));
  expect(await startScript(name, [], { cwd: project.path }).outcome).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: '✘ Packages are missing. Run npm ci --include=dev\n',
  });
  expect(existsSync(inProject('dist'))).toBe(false);
});

test('without one package, it says what to run', async () => {
  await withoutPackages('fastest-levenshtein');
  const { stderr } = await help();
  expect(stderr).toBe('✘ Packages are missing. Run npm ci --include=dev\n');
});

test('an error of the source is told with its line', async () => {
  await edit(SCRIPT, 'async (', 'async ((');
  const { exitCode, stderr } = await help();
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/scripts\/schema\.ts:\d+:\d+: ERROR: /);
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
  // One that says when it is loaded.
  const numbers = 'libphonenumber-js';
  await withoutPackages(numbers);
  const told = inProject(`node_modules/${numbers}`);
  await mkdir(path.join(told, 'max'), { recursive: true });
  await cp(path.join(PACKAGES, numbers, 'package.json'), path.join(told, 'package.json'));
  await writeFile(
    path.join(told, 'max/index.js'),
    `console.log('phone numbers');\nexport * from '${PACKAGES}/${numbers}/max/index.js';`,
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
  // Its Function, which may ask Conversations, does not; and it signs without the SDK.
  await appendFile(inProject('.env'), `AUTH_TOKEN=${'0'.repeat(32)}\n`);
  expect(await loaded('callback')).not.toContain('twilio');
});
