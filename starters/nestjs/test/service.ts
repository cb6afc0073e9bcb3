import { embeddedPostgres } from '@seaworthy/kit/development';
import { start } from '@seaworthy/kit/testing';
import { afterAll } from 'vitest';
import { createService } from '../src/app.ts';
import { openDatabase } from '../src/database/database.ts';
import { migrate } from '../src/database/migrations.ts';

export const CONFIG = { DRAIN_DELAY: 0, SHUTDOWN_TIMEOUT: 1_000, TRUSTED_PROXIES: [] };

/** A real database for the tests of one file, empty and gone afterwards. */
export const postgres = await embeddedPostgres({ ephemeral: true });
// Two instances of a new version start at the same time.
await Promise.all([migrate(postgres.url), migrate(postgres.url)]);
export const database = openDatabase(postgres.url);

const service = await createService(CONFIG, { postgres, database });
const running = await start(service);
afterAll(() => running.close());

/** For supertest. */
export const app = service.server;
