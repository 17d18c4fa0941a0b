import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { scripts } from '../../package.json';
import { PROJECT } from '../../scripts/twilio/project';

/** What a process loads first that shall not outlive the tests. */
export const LEAVE_WITH_PARENT = path.join(__dirname, 'leave-with-parent.cjs');

/** What a command printed, and how it ended. */
export interface Outcome {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** A command on its way. */
export interface Running {
  child: ChildProcess;
  /** All that it has printed so far. */
  output(): string;
  /** Settles when it has ended, and nothing that it started holds its output any more. */
  outcome: Promise<Outcome>;
}

/** Where a command runs, and with which variables of the environment. */
export interface Surroundings {
  cwd?: string;
  environment?: Record<string, string>;
}

/** Runs one of the project's commands to its end, as `npm run …` does, without npm's own half second. */
export function runScript(
  name: keyof typeof scripts,
  flags: string[] = [],
  surroundings: Surroundings = {},
): Promise<Outcome> {
  return startScript(name, flags, surroundings).outcome;
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

/** Starts a program, with nothing of the tester's own environment that could change it. */
export function start(
  command: string,
  args: string[],
  { cwd = PROJECT, environment = {} }: Surroundings = {},
): Running {
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
  const child = spawn(command, args, {
    cwd: path.resolve(cwd),
    env: { PATH, HOME, TMPDIR, NODE_OPTIONS: `--require "${LEAVE_WITH_PARENT}"`, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
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
