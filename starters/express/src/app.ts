import { seaworthy, type Service } from '@seaworthy/kit/express';
import express, { type Express } from 'express';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
// seaworthy:if redis
import { openRedis } from './redis.ts';
// seaworthy:end
import { Users } from './users/repository.ts';
import { userRoutes } from './users/routes.ts';

export interface Dependencies {
  /** The database server itself, when it is this process's own. */
  postgres?: AsyncDisposable | undefined;
  database: Database;
}

/** The whole service, not listening yet. Its `app` answers without a port as well, e.g. to supertest. */
export function createService(
  config: Omit<Config, 'DATABASE_URL' | 'HOST' | 'LOG_LEVEL' | 'PORT'>,
  { postgres, database }: Dependencies,
): { app: Express; service: Service } {
  // seaworthy:if redis
  const redis = config.REDIS_URL === undefined ? undefined : openRedis(config.REDIS_URL);
  // seaworthy:end
  const app = express();
  const service = seaworthy(app, {
    docs: { title: 'Users', version: '1.0.0' },
    trustedProxies: config.TRUSTED_PROXIES,
    shutdown: { drainDelay: config.DRAIN_DELAY, timeout: config.SHUTDOWN_TIMEOUT },
    health: {
      required: { database: database.pool },
      // seaworthy:if redis
      optional: { ...(redis && { redis }) },
      // seaworthy:end
    },
    metrics: { pools: { database: database.pool } },
    // Closed from the last to the first, after the last request.
    resources: {
      ...(postgres && { postgres }),
      database: database.pool,
      // seaworthy:if redis
      ...(redis && { redis }),
      // seaworthy:end
    },
  });
  app.use('/users', userRoutes(new Users(database.db)));
  return { app, service };
}
