import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { nestLogger, seaworthy, type Service } from '@seaworthy/kit/nestjs';
import type { Config } from './config.ts';
// seaworthy:if redis
import { openRedis } from './redis.ts';
// seaworthy:end
import { UsersModule } from './users/users.module.ts';

@Module({ imports: [UsersModule] })
class AppModule {}

/** The whole service, not listening yet. */
export async function createService(config: Omit<Config, 'HOST' | 'LOG_LEVEL' | 'PORT'>): Promise<Service> {
  // seaworthy:if redis
  const redis = config.REDIS_URL === undefined ? undefined : openRedis(config.REDIS_URL);
  // seaworthy:end
  // Without `abortOnError` a module that cannot be put together is an error like any other.
  const app = await NestFactory.create(AppModule, { logger: nestLogger, abortOnError: false });
  return seaworthy(app, {
    docs: { title: 'Users', version: '1.0.0' },
    trustedProxies: config.TRUSTED_PROXIES,
    shutdown: { drainDelay: config.DRAIN_DELAY, timeout: config.SHUTDOWN_TIMEOUT },
    // seaworthy:if redis
    health: { optional: { ...(redis && { redis }) } },
    // Closed after the last request.
    resources: { ...(redis && { redis }) },
    // seaworthy:end
  });
}
