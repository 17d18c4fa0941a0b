import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { buildFunction } from '../../scripts/twilio/build';
import { LEAVE_WITH_PARENT } from './run';

/**
 * Runs once before all tests. It builds the Function, and gives the tests a folder for temporary
 * files. The folder and the workers of jest end with this process, however it ends.
 */
export default async function setUp(): Promise<void> {
  buildFunction();
  const folder = mkdtempSync(path.join(tmpdir(), 'frontline-tests-'));
  process.env.TMPDIR = folder;
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --require "${LEAVE_WITH_PARENT}"`;

  // The workers of jest may write to the folder until this process has gone. So removing is tried
  // again.
  const again = { maxRetries: 20, retryDelay: 50 };
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, ...again }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}
