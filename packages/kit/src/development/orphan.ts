import { rm } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { isPostgres, lockFile, postmasterOf, stopPostmaster } from './postmaster.ts';

/**
 * A server whose owner died without stopping it, perhaps in the middle of its own stop, is stopped here:
 * a restart is as quick as checking that it can be trusted. A lock file without a server is removed.
 */
export async function stopOrphan(data: string, log: (message: string) => void): Promise<void> {
  const orphan = await postmasterOf(data);
  if (orphan === undefined) return;
  if (isPostgres(orphan.pid)) {
    log(`Stopping the PostgreSQL (process ${orphan.pid}) that an earlier run left behind`);
    if (!(await stopPostmaster(orphan.pid))) throw unstoppable(data, orphan.pid);
  }
  await rm(lockFile(data), { force: true });
}

function unstoppable(data: string, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `PostgreSQL process ${pid} works on ${data} and cannot be stopped by this user: ` +
      `stop it (kill -INT ${pid}), choose another \`directory\`, or set DATABASE_URL`,
  );
}
