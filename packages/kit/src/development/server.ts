import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnvironment } from './clean-environment.ts';
import type { Place } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { freePort } from './free-port.ts';
import { guard } from './guard.ts';
import { postmasterOf, stopPostmaster } from './postmaster.ts';

/** Recovery after a crash may take its time. */
const START_TIMEOUT = 60_000;

export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts a server on the cluster and resolves when it accepts connections on 127.0.0.1. */
export async function startServer(place: Place): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(await freePort(), place);
    } catch (error) {
      const portWasTaken = String(error).includes('Address already in use');
      if (!portWasTaken || attempt === 3) throw error;
    }
  }
}

async function startOn(port: number, place: Place): Promise<RunningServer> {
  const { directory, ephemeral, log } = place;
  const child = await spawnPostgres(port, place);
  const pid = child.pid!;
  const dismiss = guard(pid, ephemeral ? directory : undefined);
  let stopping = false;
  const stop = async () => {
    stopping = true;
    await stopPostmaster(pid);
    dismiss();
  };
  try {
    await ready(child, directory);
  } catch (error) {
    await stop();
    throw error;
  }
  child.once('exit', (code, signal) => {
    if (!stopping)
      log(`PostgreSQL ended by itself (${signal ?? `exit code ${code}`}); see ${logOf(directory)}`);
  });
  return { port, stop };
}

async function spawnPostgres(port: number, place: Place): Promise<ChildProcess> {
  const { directory, binaries, account, run, ephemeral } = place;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(ephemeral && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { command, args, ids } = run(binaries.postgres, ['-D', join(directory, 'data'), ...flags]);
  const output = await open(logOf(directory), 'w', 0o600);
  try {
    if (account !== undefined) await output.chown(account.uid, account.gid);
    const child = spawn(command, args, {
      ...ids,
      cwd: directory,
      env: cleanEnvironment(),
      // A process group of its own: Ctrl-C reaches the service only, which may need the database to drain.
      detached: true,
      // A file, not a pipe: a server that outlives this process must not fail at writing its log.
      stdio: ['ignore', output.fd, output.fd],
    });
    await once(child, 'spawn');
    child.unref();
    return child;
  } finally {
    await output.close();
  }
}

async function ready(child: ChildProcess, directory: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const postmaster = await postmasterOf(join(directory, 'data'));
    if (postmaster?.ready && postmaster.pid === child.pid) return;
    await sleep(20);
  }
  const lines = (await readFile(logOf(directory), 'utf8')).trim().split('\n').slice(-5).join('\n');
  const what =
    child.exitCode === null && child.signalCode === null ? 'was not ready after a minute' : 'did not start';
  throw new EmbeddedPostgresError(`PostgreSQL ${what} in ${directory}; the end of its log:\n${lines}`);
}

const logOf = (directory: string): string => join(directory, 'postgres.log');
