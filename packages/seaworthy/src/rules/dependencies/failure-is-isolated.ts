import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import slow from '../../experiments/slow-dependencies.ts';
import { ending } from '../../experiments/took.ts';
import { notNeeded } from '../../experiments/warm-up.ts';

const node =
  'Look for what makes everybody wait: a lock or a queue of one around queries, a middleware that reads a session or a user from the database for every route, synchronous calls (`execSync`, a synchronous driver).';

export default rule({
  id: 'dependencies/failure-is-isolated',
  level: 'should',
  owner: 'app',
  title: 'While a dependency is slow, routes that do without it stay fast',
  why: 'One slow database must not take down what never asks it, least of all the liveness probe, or the orchestrator restarts a healthy process. That is what bulkheads are for.',
  source: 'https://learn.microsoft.com/azure/architecture/patterns/bulkhead',
  doNotFlag:
    'Routes that are slow on their own while the dependency is slow: they use it. It fails only when such a route waits for half of the dependency’s delay in each third of the measurement.',
  fix: {
    express: node,
    nestjs: `${node} In Nest also: request-scoped providers and global guards that query.`,
    fastify: `${node} In Fastify also: an \`onRequest\` hook of the root that queries.`,
    fastapi:
      'Never call a blocking driver in an `async def` route: use an async one, or a plain `def` route. The 40 threads of those are shared by all, so keep the wait for the pool (`pool_timeout`) short.',
    django:
      'Run gunicorn with `worker_class = "gthread"` and more threads than the pool has connections: a sync worker serves nobody else while it waits.',
    gin: 'Look for a mutex held during a query, or a middleware that queries for every route.',
    'spring-boot':
      'Keep fewer connections than request threads, a short `connection-timeout`, and `spring.jpa.open-in-view=false`; `spring.threads.virtual.enabled=true` takes away the shortage of threads.',
    any: 'Give each dependency its own bounded pool and queue, and keep locks, middleware and worker threads of all requests free of it.',
  },
  uses: { slow },
  timed: 1000,
  judge({ slow: { other, crowded, roundTrip, exit, ...warmth } }) {
    if (!warmth.needed) return inapplicable(notNeeded(warmth));
    if (other === undefined) return inapplicable('no route was found that does without the dependency');
    if (exit !== null) return unclear(ending(exit));
    if (crowded.length === 0) return unclear(`${other.route} was not answered in time to measure it`);
    const times = crowded.map((ms) => `${Math.round(ms)} ms`).join(', ');
    const waits = crowded.every((ms) => ms > roundTrip / 2 && ms > 3 * other.alone);
    if (!waits) return pass(`${other.route}: ${times}`);
    return fail({
      expected: `${other.route} as fast as without a crowd (${Math.round(other.alone)} ms)`,
      actual: `${times} while 30 reads waited for a dependency that takes ${roundTrip} ms`,
    });
  },
});
