import type { Fix } from '../engine/rule.ts';

const node =
  'Give the pool `connectionTimeoutMillis: 1500` (which bounds the wait for a free connection as well), `query_timeout: 2500` and `statement_timeout: 2000`, and destroy a client whose query timed out (`client.release(true)`); for HTTP clients pass `AbortSignal.timeout(…)`.';

/** How each framework bounds the wait for a dependency: for a connection, for a place in the pool, for an answer. */
export const dependencyTimeouts: Fix = {
  express: node,
  nestjs: `${node} With TypeORM these go into \`extra\`; with Prisma into the adapter’s options.`,
  fastify: `${node} With @fastify/postgres these are options of the plugin.`,
  fastapi:
    'Create the engine with `pool_timeout=5`, and for asyncpg with `connect_args={"timeout": 2, "command_timeout": 3}`; psycopg knows no client-side limit, so put `async with asyncio.timeout(3):` around the query beside `connect_timeout=2` and `options="-c statement_timeout=2000"`.',
  django:
    'Put `"connect_timeout": 2`, `"options": "-c statement_timeout=2000"` and `"tcp_user_timeout": 3000` into `OPTIONS`, with `"pool": {"timeout": 5}`; gunicorn’s `timeout` is the last resort, and bounds requests only with sync workers.',
  gin: 'Pass a context with a deadline to every query: `ctx, cancel := context.WithTimeout(c.Request.Context(), 3*time.Second)`; it bounds the wait for the pool as well. Set `db.SetMaxOpenConns(25)` and `connect_timeout=2` in the URL.',
  'spring-boot':
    'Set `spring.datasource.hikari.connection-timeout=2000`, and `connectTimeout=2&socketTimeout=5` in the JDBC URL: the driver’s own default is to wait for ever.',
  any: 'Bound three waits separately: for a new connection, for a free one of the pool, for the answer to a query. Together they must stay below what your clients wait.',
};
