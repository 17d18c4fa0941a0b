import { createInterface } from 'node:readline';

/** Whether a person can be asked. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY);
}

/** Asks a question at a terminal. Whatever is not `y` or `yes` means no. */
export async function confirm(question: string): Promise<boolean> {
  process.stdout.write(`${question} [y/N] `);
  // Without an output, the terminal itself handles Ctrl-C.
  for await (const line of createInterface(process.stdin)) return /^\s*y(es)?\s*$/i.test(line);
  return false;
}
