import { seaworthy, type Service } from '@seaworthy/kit/express';
import express, { type Express } from 'express';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import type { Redis } from './redis.ts';
import { Users } from './users/repository.ts';
import { userRoutes } from './users/routes.ts';

export interface Dependencies {
  /** The database server itself, when it is this process's own. */
  postgres?: AsyncDisposable | undefined;
  database: Database;
  redis?: Redis | undefined;
}

/** The whole service, not listening yet. Its `app` answers without a port as well, e.g. to supertest. */
export function createService(
  config: Pick<Config, 'DRAIN_DELAY' | 'SHUTDOWN_TIMEOUT' | 'TRUSTED_PROXIES'>,
  { postgres, database, redis }: Dependencies,
): { app: Express; service: Service } {
  const app = express();
  const service = seaworthy(app, {
    docs: { title: 'Users', version: '1.0.0' },
    trustedProxies: config.TRUSTED_PROXIES,
    shutdown: { drainDelay: config.DRAIN_DELAY, timeout: config.SHUTDOWN_TIMEOUT },
    health: { required: { database: database.pool }, optional: { ...(redis && { redis }) } },
    metrics: { pools: { database: database.pool } },
    // Closed from the last to the first, after the last request.
    resources: { ...(postgres && { postgres }), database: database.db, ...(redis && { redis }) },
  });
  app.use('/users', userRoutes(new Users(database.db)));
  return { app, service };
}
