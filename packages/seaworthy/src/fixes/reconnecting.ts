import type { Fix } from '../engine/rule.ts';

const node =
  'Let the pool connect anew for each request that needs it, as `pg.Pool` does; a single `Client` never comes back. Where you reconnect yourself, double the pause after each failure up to some seconds, with jitter; for ioredis and node-redis that is `retryStrategy`, `reconnectStrategy`, and they must never give up.';

/** How each framework gets its connections back, without a storm. */
export const reconnecting: Fix = {
  express: node,
  nestjs: `${node} \`retryAttempts\` of \`TypeOrmModule\` matter at the start only.`,
  fastify: node,
  fastapi:
    'Keep one engine for the process, with `pool_pre_ping=True`, and open a session for each request: connections are made when they are needed. Remember no failed state at startup.',
  django:
    'Django connects when a request needs it: leave that alone. With psycopg’s pool, set `reconnect_timeout` and leave its own backoff as it is.',
  gin: '`sql.DB` and `pgxpool` connect when they are asked: open them once, never replace them by hand, and do not `log.Fatal` on a failed ping. In loops of your own, sleep twice as long after each failure.',
  'spring-boot':
    'HikariCP refills itself with a backoff: leave it alone, and do not catch its exception into a flag. For Lettuce keep the `DelayStrategy` exponential.',
  any: 'Connect on demand, or try again for ever with a pause that doubles up to some seconds and has jitter; never remember “it is down” without an end.',
};
