import { environmentOrExit } from '@seaworthy/kit';
import { z } from 'zod';

const milliseconds = z.coerce.number().int().min(0);
// seaworthy:if database
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected postgres://user:password@host/database',
});
// seaworthy:end
// seaworthy:if redis
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'expected redis://host:port' });
// seaworthy:end
const addresses = z.string().transform((list) => list.split(',').map((address) => address.trim()));

/** Everything this service takes from its environment; `.env.example` explains each variable. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  // seaworthy:if database
  // Outside of production a PostgreSQL of this process stands in.
  DATABASE_URL: process.env['NODE_ENV'] === 'production' ? postgresUrl : postgresUrl.optional(),
  // seaworthy:end
  // seaworthy:if redis
  REDIS_URL: redisUrl.optional(),
  // seaworthy:end
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  DRAIN_DELAY: milliseconds.default(0),
  SHUTDOWN_TIMEOUT: milliseconds.default(10_000),
  TRUSTED_PROXIES: addresses.default([]),
});

export type Config = z.output<typeof Environment>;

/** Ends the process with a sentence about each bad variable. */
export function readConfig(): Config {
  return environmentOrExit(Environment);
}
