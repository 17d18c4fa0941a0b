/** Shows the progress of a long task on a terminal. The line disappears when the task is done. */
export function tellProgress(what: string, done: number, all: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(done < all ? `\r${what}: ${done} of ${all}` : '\r\u001b[K');
}
