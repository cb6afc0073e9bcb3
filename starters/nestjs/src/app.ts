import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { nestLogger, seaworthy, type Service } from '@seaworthy/kit/nestjs';
import type { Config } from './config.ts';
import { DatabaseModule } from './database/database.module.ts';
import type { Database } from './database/database.ts';
// seaworthy:if redis
import { openRedis } from './redis.ts';
// seaworthy:end
import { UsersModule } from './users/users.module.ts';

export interface Dependencies {
  /** The database server itself, when it is this process's own. */
  postgres?: AsyncDisposable | undefined;
  database: Database;
}

@Module({ imports: [UsersModule] })
class AppModule {
  static with(database: Database): DynamicModule {
    return { module: AppModule, imports: [DatabaseModule.with(database)] };
  }
}

/** The whole service, not listening yet. */
export async function createService(
  config: Omit<Config, 'DATABASE_URL' | 'HOST' | 'LOG_LEVEL' | 'PORT'>,
  { postgres, database }: Dependencies,
): Promise<Service> {
  // seaworthy:if redis
  const redis = config.REDIS_URL === undefined ? undefined : openRedis(config.REDIS_URL);
  // seaworthy:end
  // Without `abortOnError` a module that cannot be put together is an error like any other.
  const app = await NestFactory.create(AppModule.with(database), { logger: nestLogger, abortOnError: false });
  return seaworthy(app, {
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
    // Closed from the last to the first, after the last request and after Nest's own shutdown hooks.
    resources: {
      ...(postgres && { postgres }),
      database: database.pool,
      // seaworthy:if redis
      ...(redis && { redis }),
      // seaworthy:end
    },
  });
}
