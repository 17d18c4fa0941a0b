import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';

/**
 * Runs once after all tests. If something is left behind, a test has a fault, or the command that
 * it ran.
 */
export default async function tearDown(): Promise<void> {
  const left = readdirSync(tmpdir());
  if (left.length > 0) throw new Error(`The tests left behind: ${left.join(', ')}`);
}
