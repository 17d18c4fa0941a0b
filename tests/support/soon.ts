import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 120_000;

/**
 * Repeats an expectation of another process until it holds, because that process takes a moment to
 * print or read.
 */
export async function soon(expectation: () => unknown): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(20);
    }
  }
}
