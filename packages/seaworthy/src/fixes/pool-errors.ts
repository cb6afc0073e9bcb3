import type { Fix } from '../engine/rule.ts';

const node =
  'Listen to the pool: `pool.on("error", …)` for connections that break while idle, and `pool.on("connect", (client) => client.on("error", () => {}))` for those that break between two queries; ioredis and node-redis want `client.on("error", …)` too.';

/** How each framework lives with connections that break while nobody uses them. */
export const poolErrors: Fix = {
  express: node,
  nestjs: `${node} TypeORM’s and Prisma’s own pools do this; a \`Pool\` that you provide yourself does not.`,
  fastify: `${node} With @fastify/postgres the pool is \`app.pg.pool\`.`,
  fastapi:
    'Create the engine with `pool_pre_ping=True` and a `pool_recycle` below the server’s idle limit: a connection is tried before it is handed out, and a dead one replaced.',
  django:
    'Set `CONN_HEALTH_CHECKS = True` with a `CONN_MAX_AGE`, or with `OPTIONS = {"pool": True}` (psycopg 3) let the pool check: `{"pool": {"check": ConnectionPool.check_connection}}`.',
  gin: '`database/sql` retries on `driver.ErrBadConn` by itself: take a new connection for each request (`db.QueryContext`), keep no `*sql.Conn`, and set `SetConnMaxIdleTime`; with pgx use `pgxpool`, never one `pgx.Conn` for all.',
  'spring-boot':
    'HikariCP tries a connection before it hands it out: keep its validation (no `aliveBypassWindowMs` above 500 ms), and set `spring.datasource.hikari.keepalive-time` and a `max-lifetime` below the server’s idle limit.',
  any: 'Handle the error event of every pooled connection, throw such a connection away, and try a connection that was idle before it is used.',
};
