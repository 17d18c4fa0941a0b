import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

export const PROJECT = path.join(__dirname, '../..');

/** What a command printed, and how it ended. */
export interface Outcome {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs one of the commands in scripts/ as `npm run` does, with nothing of the tester's own environment
 * that could change it.
 *
 * @param script The file in scripts/: `check.ts`.
 * @param args Its flags.
 * @param environment Variables of the environment.
 * @returns The outcome.
 */
export function runScript(
  script: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const command = ['--require', 'tsx/cjs', path.join(PROJECT, 'scripts', script), ...args];
  return run(process.execPath, command, PROJECT, environment);
}

/**
 * Runs a command to its end.
 *
 * @param command The program.
 * @param args Its arguments.
 * @param cwd Where it runs.
 * @param environment Variables of the environment, besides `PATH` and `HOME`.
 * @returns The outcome.
 */
export async function run(
  command: string,
  args: string[],
  cwd: string,
  environment: Record<string, string> = {},
): Promise<Outcome> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(command, args, {
    cwd,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exitCode, stdout, stderr };
}
