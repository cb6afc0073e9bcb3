import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded } from '../../experiments/answer.ts';
import departures from '../../experiments/leave-early.ts';
import { ending, toldWithTime } from '../../experiments/took.ts';

const node =
  'Handle `error` on every stream you create, use `pipeline()` instead of `pipe()`, release what you hold in `finally`, and check `res.destroyed` before a late write; listen for `close` on the response, which comes with and without an end.';

export default rule({
  id: 'dependencies/leaving-clients-do-no-harm',
  level: 'must',
  owner: 'app',
  title: 'Clients that leave before their answer break nothing',
  why: 'People close tabs, proxies time out, phones lose their network: every busy service is left all the time. It must neither die of it nor keep what those requests held.',
  source: 'https://nodejs.org/api/http.html#event-close_1',
  doNotFlag: 'How such a request is logged. A moment of recovery: it has ten seconds to answer as before.',
  fix: {
    express: node,
    nestjs: node,
    fastify: node,
    fastapi:
      'Release what a request holds in `finally` or in a dependency with `yield`: a handler of a client that left is cancelled, and `asyncio.CancelledError` is no `Exception`.',
    django:
      'Let streaming responses release in `close()` or `finally`; under ASGI handle `asyncio.CancelledError`.',
    gin: 'Use `c.Request.Context()` for queries and release with `defer`; a failed write to `c.Writer` is no reason to panic.',
    'spring-boot':
      'Release in `finally` or by `try` with resources; let `AsyncRequestNotUsableException` and `ClientAbortException` pass without a stack trace.',
    any: 'Release what a request holds whatever way it ends, and treat a failed write as the end of that request only.',
  },
  uses: { departures },
  timed: 10_000,
  judge({ departures: { left, exit, lastWords, read } }) {
    if (exit !== null)
      return fail({
        expected: 'a process that lives on',
        actual: `${ending(exit)} when clients left`,
        evidence: [exit, ...lastWords],
      });
    if (left === 0) return unclear('no client could leave: no connection was made');
    if (statusOf(read) === 429) return unclear('it limited our rate: raise the limit for this run');
    if (succeeded(read)) return pass(`${left} clients`);
    return fail({
      expected: 'the known read works as before',
      actual: `${toldWithTime(read)}, more than ten seconds after ${left} clients had left`,
      evidence: [read],
    });
  },
});
