import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

// Only a process that nobody has told to end is still there after this time.
const PATIENCE_MS = 60_000;

/** A process that runs. */
interface Process {
  pid: number;
  commandLine: string;
}

/**
 * The processes of a group: the first one, and all that it has started, even if it has ended since.
 * A process that has ended, and whose parent has not yet asked for its exit code, does not count.
 *
 * @param group The process ID of the first one.
 */
export function processesOf(group: number): Process[] {
  return execFileSync('ps', ['-ww', '-eo', 'pgid=,pid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, of, pid, state = '', commandLine = ''] =
        /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
      const isOfGroup = Number(of) === group && !state.startsWith('Z');
      return isOfGroup ? [{ pid: Number(pid), commandLine }] : [];
    });
}

/** The processes of a group that stay; none, as soon as all have ended. */
export async function stillRunning(group: number): Promise<Process[]> {
  const until = Date.now() + PATIENCE_MS;
  let running = processesOf(group);
  while (running.length > 0 && Date.now() < until) {
    await delay(20);
    running = processesOf(group);
  }
  return running;
}
