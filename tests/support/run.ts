import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { scripts } from '../../package.json';
import { PROJECT } from '../../scripts/twilio/project';
import { type Outcome, runHere } from './here';

export type { Outcome };

/** A module that a process loads first if it must not outlive the tests. */
export const LEAVE_WITH_PARENT = path.join(__dirname, 'leave-with-parent.cjs');

/** For a process whose answer depends on what it is told in time, however slow the machine is. */
export const PATIENT = {
  NODE_OPTIONS: `--require "${LEAVE_WITH_PARENT}" --require "${path.join(__dirname, 'patience.cjs')}"`,
};

/** A running command. */
export interface Running {
  child: ChildProcess;
  /** Everything that the command has printed so far. */
  output(): string;
  /** Settles when the command has ended, and all processes that share its output have ended too. */
  outcome: Promise<Outcome>;
}

/** Where and how a command runs. */
export interface Surroundings {
  /** The folder; the project's by default. */
  cwd?: string;
  environment?: Record<string, string>;
  /** Whether a process group begins with it, as at a terminal. */
  beginsGroup?: boolean;
}

/**
 * Runs one of the project's commands to its end in this process: the same file as `npm run …` runs,
 * bundled the same way. For what only a process can show, use `startScript`.
 */
export function runScript(
  name: keyof typeof scripts,
  flags: string[] = [],
  { cwd = PROJECT, environment }: Surroundings = {},
): Promise<Outcome> {
  const [, ...args] = scripts[name].split(' ');
  return runHere([...args, ...flags], path.resolve(cwd), environmentOf(environment));
}

/** Runs one of the project's commands at a colour terminal, which `script` makes. */
export function atTerminal(
  name: keyof typeof scripts,
  flags: string[] = [],
  { environment = {}, ...surroundings }: Surroundings = {},
): Promise<Outcome> {
  const [, ...args] = scripts[name].split(' ');
  const command = [process.execPath, ...args, ...flags];
  const quoted = command.map((text) => `'${text.replaceAll("'", "'\\''")}'`).join(' ');
  const forLinux = ['-qec', quoted, '/dev/null'];
  const forMac = ['-q', '/dev/null', ...command];
  return run('script', process.platform === 'linux' ? forLinux : forMac, {
    ...surroundings,
    environment: { TERM: 'xterm-256color', ...environment },
  });
}

/** Runs a program to its end. */
export function run(
  command: string,
  args: string[],
  surroundings: Surroundings = {},
): Promise<Outcome> {
  return start(command, args, surroundings).outcome;
}

/** Starts one of the project's commands. */
export function startScript(
  name: keyof typeof scripts,
  flags: string[] = [],
  surroundings: Surroundings = {},
): Running {
  const [, ...args] = scripts[name].split(' ');
  return start(process.execPath, [...args, ...flags], surroundings);
}

/** All variables of a program. Of the tester's own, it gets none that could change its behaviour. */
function environmentOf(variables: Record<string, string> = {}): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR = '', NODE_DISABLE_COMPILE_CACHE = '' } = process.env;
  const NODE_OPTIONS = `--require "${LEAVE_WITH_PARENT}"`;
  return { PATH, HOME, TMPDIR, NODE_DISABLE_COMPILE_CACHE, NODE_OPTIONS, ...variables };
}

/** Starts a program. */
export function start(
  command: string,
  args: string[],
  { cwd = PROJECT, environment, beginsGroup = false }: Surroundings = {},
): Running {
  const child = spawn(command, args, {
    cwd: path.resolve(cwd),
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: beginsGroup,
  });
  let output = '';
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      printed[name] += chunk;
      output += chunk;
    });
  }
  const outcome = once(child, 'close').then(([exitCode]) => ({ exitCode, ...printed }));
  return { child, output: () => output, outcome };
}
