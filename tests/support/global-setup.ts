import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { scripts } from '../../package.json';
import { buildFunction } from '../../scripts/twilio/build';
import { PROJECT } from '../../scripts/twilio/project';
import { LEAVE_WITH_PARENT } from './run';

/**
 * Runs once before all tests. It builds the Function, and gives the tests a folder for temporary
 * files. The folder and the workers of jest end with this process, however it ends. Before all
 * tests, it also bundles the commands. Where somebody names a test, a command is bundled when it is
 * used.
 */
export default async function setUp({ nonFlagArgs }: { nonFlagArgs: string[] }): Promise<void> {
  buildFunction();
  if (nonFlagArgs.length === 0) await bundleCommands();
  const folder = mkdtempSync(path.join(tmpdir(), 'frontline-tests-'));
  process.env.TMPDIR = folder;
  // npm would keep there what Node.js 22 and later have compiled. For every process of the tests:
  // https://nodejs.org/api/module.html#module-compile-cache
  process.env.NODE_DISABLE_COMPILE_CACHE = '1';
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --require "${LEAVE_WITH_PARENT}"`;

  // The workers of jest may write to the folder until this process has gone. So removing is tried
  // again.
  const again = { maxRetries: 20, retryDelay: 50 };
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, ...again }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}

/** Bundles each command once. Otherwise several tests would bundle it at the same time. */
async function bundleCommands(): Promise<void> {
  const commands = Object.values(scripts).filter((script) => script.startsWith('node '));
  await Promise.all(
    commands.map((script) => {
      const [, ...args] = script.split(' ');
      return promisify(execFile)(process.execPath, [...args, '--help'], { cwd: PROJECT });
    }),
  );
}
