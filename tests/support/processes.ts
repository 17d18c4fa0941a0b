import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 5_000;

interface Process {
  pid: number;
  parent: number;
}

/** All processes that run; those that have ended and only wait to be asked how do not. */
function processes(): Process[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state && !state.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

/** A process, and all that it has started, and they. */
export function family(pid: number): number[] {
  const all = processes();
  const members = [pid];
  for (const member of members) {
    members.push(...all.filter(({ parent }) => parent === member).map((child) => child.pid));
  }
  return members;
}

/**
 * Those that still run after a while, and whatever else runs in a folder, as a process may have been started
 * since; one that was told to end needs a moment.
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

/** Where a process runs; nothing if it has ended since, or on a system that does not tell. */
function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
