import { seaworthy, type Service } from '@seaworthy/kit/fastify';
import Fastify from 'fastify';
import type { Config } from './config.ts';
// seaworthy:if redis
import { openRedis } from './redis.ts';
// seaworthy:end
import { Users } from './users/repository.ts';
import { userRoutes } from './users/routes.ts';

/** The whole service, not listening yet. */
export function createService(config: Omit<Config, 'HOST' | 'LOG_LEVEL' | 'PORT'>): Service {
  // seaworthy:if redis
  const redis = config.REDIS_URL === undefined ? undefined : openRedis(config.REDIS_URL);
  // seaworthy:end
  const app = Fastify();
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
  userRoutes(app, new Users());
  return service;
}
