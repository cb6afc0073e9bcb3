import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import many from '../../experiments/send-many-requests.ts';

/** Connections that may be open more than after the first ten requests: pools grow with the crowd. */
const MORE = 20;

const node =
  'Make one pool when the process starts, never in a handler; release each client in `finally` (`client.release()`), or use `pool.query()`, which does; set `max`. `npx seaworthy doctor <pid>` shows who holds them.';

export default rule({
  id: 'leaks/dependency-connections-return',
  level: 'must',
  owner: 'app',
  title: 'Requests give their connections to the dependencies back',
  why: 'Databases allow a fixed number of connections, for all replicas together. A service that takes one and keeps it locks itself out, and then everybody else.',
  source: 'https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-MAX-CONNECTIONS',
  doNotFlag:
    'A new connection for each request, as long as it is closed. Pools that grow with the number of requests at the same time, and then stop.',
  fix: {
    express: node,
    nestjs: `${node} In Nest the pool is a provider of the default scope, not of the request’s.`,
    fastify: `${node} With @fastify/postgres, use \`fastify.pg.query\`, or release after \`fastify.pg.connect()\`.`,
    fastapi:
      'Make one engine in the lifespan; get sessions by `async with` or a dependency with `yield`; set `pool_size` and `max_overflow`.',
    django:
      'Threads of your own must call `connections.close_all()` at their end; under ASGI set `CONN_MAX_AGE = 0` and use the pool.',
    gin: 'Call `sql.Open` once; `defer rows.Close()` for every query and `defer tx.Rollback()` for every transaction; set `SetMaxOpenConns` and `SetMaxIdleConns`.',
    'spring-boot':
      'Let `JdbcClient` or a repository take the connection; with `DataSource.getConnection()` use try-with-resources. `leak-detection-threshold` of Hikari names the code.',
    any: 'One bounded pool per process; give back in `finally`.',
  },
  uses: { many },
  judge({ many: { held, outcomes, requests, dependencies, attempts, alive } }) {
    if (dependencies === '') return inapplicable('tell me a dependency: `--dependency DATABASE_URL`');
    if (!alive) return unclear('the process ended under 2,000 requests');
    const [before, half, after] = held.map(({ connections }) => connections) as [number, number, number];
    if (attempts === 0)
      return unclear(`it opened no connection to ${dependencies}: is that the variable it reads?`);
    const failed = Object.entries(outcomes).reduce(
      (sum, [outcome, count]) => sum + (outcome.startsWith('5') ? count : 0),
      0,
    );
    const endless = after > half || failed > requests / 10;
    if (after - before <= MORE || !endless)
      return pass(`${before}, ${half}, ${after} during ${requests} requests`);
    return fail({
      expected: `about ${before} open connections, as after the first requests`,
      actual: `${after} after ${requests} requests and some seconds of rest${failed > 0 ? `, and ${failed} answers of 5xx` : ''}`,
      evidence: [{ kind: 'note', text: `open connections to ${dependencies}: ${before}, ${half}, ${after}` }],
    });
  },
});
