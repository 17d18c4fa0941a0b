import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';

/**
 * Runs once after all tests: what one of them left behind is a fault of that test, or of the command that
 * it ran.
 */
export default async function tearDown(): Promise<void> {
  const left = readdirSync(tmpdir());
  if (left.length > 0) throw new Error(`The tests left behind: ${left.join(', ')}`);
}
