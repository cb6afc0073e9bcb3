import { seaworthy, type Service } from '@seaworthy/kit/express';
import express, { type Express } from 'express';
import type { Config } from './config.ts';
// seaworthy:if redis
import { openRedis } from './redis.ts';
// seaworthy:end
import { Users } from './users/repository.ts';
import { userRoutes } from './users/routes.ts';

/** The whole service, not listening yet. Its `app` answers without a port as well, e.g. to supertest. */
export function createService(config: Omit<Config, 'HOST' | 'LOG_LEVEL' | 'PORT'>): {
  app: Express;
  service: Service;
} {
  // seaworthy:if redis
  const redis = config.REDIS_URL === undefined ? undefined : openRedis(config.REDIS_URL);
  // seaworthy:end
  const app = express();
  const service = seaworthy(app, {
    docs: { title: 'Users', version: '1.0.0' },
    trustedProxies: config.TRUSTED_PROXIES,
    shutdown: { drainDelay: config.DRAIN_DELAY, timeout: config.SHUTDOWN_TIMEOUT },
    // seaworthy:if redis
    health: { optional: { ...(redis && { redis }) } },
    // Closed after the last request.
    resources: { ...(redis && { redis }) },
    // seaworthy:end
  });
  app.use('/users', userRoutes(new Users()));
  return { app, service };
}
