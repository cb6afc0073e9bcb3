import { embeddedPostgres } from '@seaworthy/kit/development';
import { start } from '@seaworthy/kit/testing';
import { afterAll } from 'vitest';
import { createService } from '../src/app.ts';
import { openDatabase } from '../src/database/database.ts';
import { migrate } from '../src/database/migrations.ts';

const CONFIG = { DRAIN_DELAY: 0, SHUTDOWN_TIMEOUT: 1_000, TRUSTED_PROXIES: [] };

/** A real database for the tests of one file, empty and gone afterwards. */
export const postgres = await embeddedPostgres({ ephemeral: true });
// Two instances of a new version start at the same time.
await Promise.all([migrate(postgres.url), migrate(postgres.url)]);
export const database = openDatabase(postgres.url);

/** What a program needs to find the database. */
export const ENVIRONMENT = { DATABASE_URL: postgres.url };

export const { app, service } = createService(CONFIG, { postgres, database });
afterAll(() => service.close());

/** Another service, on a port of its own, with a database that is reached by `url`. */
export const startService = (url = postgres.url) =>
  start(createService(CONFIG, { database: openDatabase(url) }).service);

/** Empties the database. */
export async function forgetUsers(): Promise<void> {
  await database.pool.query('truncate users');
}

/** Stores a user of each name, all of the same millisecond. */
export async function storeUsers(names: readonly string[]): Promise<void> {
  const users = names.map((name) => ({ name, email: `${name}@example.com`, password_hash: '' }));
  await database.db.insertInto('users').values(users).execute();
}
