/** Tells a person at a terminal how far a long task is, on a line that goes when it is done. */
export function tellProgress(what: string, done: number, all: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done < all ? `\r${what}: ${done} of ${all}` : '\r\u001b[K');
}
