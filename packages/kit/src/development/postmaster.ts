import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bornAt, programOf } from './process-birth.ts';

/** What a PostgreSQL server writes about itself into its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly ready: boolean;
}

export const lockFile = (data: string): string => join(data, 'postmaster.pid');

/** The server that the lock file names, whether or not it still lives; `undefined` without a lock file. */
export async function postmasterOf(data: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(lockFile(data), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, ready: lines[7]?.startsWith('ready') === true } : undefined;
}

/** After a crash the pid may be somebody else's. Where nobody can tell, it counts as PostgreSQL. */
export function isPostgres(pid: number): boolean {
  return bornAt(pid) !== undefined && (programOf(pid) ?? 'postgres').startsWith('postgres');
}

/** Ends a server, gently at first: SIGINT disconnects its clients, SIGQUIT leaves the rest to the next recovery. */
export async function stopPostmaster(pid: number): Promise<boolean> {
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 1_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ESRCH';
    }
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if (bornAt(pid) === undefined) return true;
      await sleep(20);
    }
  }
  return false;
}
