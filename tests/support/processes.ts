import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 5_000;

interface Process {
  pid: number;
  parent: number;
}

/**
 * All processes that run. A process that has ended, and whose parent has not yet asked for its exit
 * code, does not count.
 */
function processes(): Process[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state && !state.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** A process, its children, and their children. */
export function family(pid: number): number[] {
  const all = processes();
  const members = [pid];
  for (const member of members) {
    members.push(...all.filter(({ parent }) => parent === member).map((child) => child.pid));
  }
  return members;
}

/**
 * Finds the processes that still run after a while: those with these pids, and all others in this
 * folder, because one may have started since. A process that was told to end needs a moment.
 */
export async function stillRunning(pids: number[], folder: string): Promise<number[]> {
  const until = Date.now() + PATIENCE_MS;
  let running: number[];
  do {
    running = processes()
      .map(({ pid }) => pid)
      .filter((pid) => pids.includes(pid) || folderOf(pid) === folder);
    if (running.length === 0) break;
    await delay(20);
  } while (Date.now() < until);
  return running;
}

/** The folder of a process; undefined if the process has ended, or if the system does not tell. */
function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
