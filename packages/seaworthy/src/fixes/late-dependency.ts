import type { Fix } from '../engine/rule.ts';

const node =
  'Listen first, connect in the background and try again with growing pauses; let `/readyz` ask the database: `seaworthy(app, { health: { required: { db } } })` from @seaworthy/kit does the latter';

/** How each framework starts while its database is away. */
export const lateDependency: Fix = {
  express: `${node}. A pool of \`pg\` connects with the first query, so \`await pool.connect()\` before \`listen()\` is all there is to remove.`,
  nestjs: `${node}. TypeORM: \`retryAttempts\` and \`retryDelay\` bound the wait, after which Nest exits 1.`,
  fastify: `${node}. Keep the connection out of plugins, whose timeout (\`pluginTimeout\`) would end the start.`,
  fastapi:
    'Create the engine in the lifespan without connecting (`create_async_engine` does not); let `/readyz` run `SELECT 1` with a timeout.',
  django:
    'Connect lazily, as Django does; run `migrate` as a step of the deploy; let `/readyz` call `connection.ensure_connection()`.',
  gin: '`sql.Open` does not connect: drop the `Ping` that ends the start, or try it in a goroutine with growing pauses; let `/readyz` call `db.PingContext`.',
  'spring-boot':
    'Flyway and JPA end the start with exit code 1, which is fine; with `spring.datasource.hikari.initialization-fail-timeout=-1` the pool waits instead, and the readiness group should include `db`.',
  any: 'Try again with growing pauses, say no on the readiness probe meanwhile; or exit with a code other than 0 after a bounded time.',
};
