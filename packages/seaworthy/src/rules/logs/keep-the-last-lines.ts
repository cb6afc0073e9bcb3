import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import stop from '../../experiments/stop-with-open-requests.ts';
import { accessLog } from '../../fixes/access-log.ts';
import type { Marked } from '../../log-lines/about.ts';
import { loggedOf } from '../../log-lines/completions.ts';

export default rule({
  id: 'logs/keep-the-last-lines',
  level: 'should',
  owner: 'app',
  title: 'Requests that end after SIGTERM are logged too',
  why: 'A deploy that goes wrong shows in the last requests of the old process. Loggers that are closed first, or not flushed before the exit, lose exactly those lines.',
  source: 'https://12factor.net/disposability',
  doNotFlag:
    'Requests that were cut at the signal (shutdown/finishes-in-flight). Services that log no writes (logs/one-line-per-request).',
  fix: {
    ...accessLog,
    express:
      '`await seaworthy(app).listen()` from @seaworthy/kit/express does this; by hand: exit only after `server.close()` has called back and `logger.flush(done)` too.',
    nestjs:
      '`await seaworthy(app).listen()` from @seaworthy/kit/nestjs does this; by hand: flush the logger in `onApplicationShutdown`, never in `beforeApplicationShutdown`.',
    fastify:
      '`await seaworthy(app).listen()` from @seaworthy/kit/fastify does this; by hand: exit only after `await app.close()` and the logger’s `flush`.',
    any: 'Close in this order: listener, open requests, dependencies, log; and flush the log before the process exits.',
  },
  uses: { traffic, stop },
  judge({ traffic: { asked, lines }, stop: { requests, exit, logs } }) {
    const writes = loggedOf(asked, lines).filter(({ request }) => request.kind === 'a write');
    if (!writes.some(({ completions }) => completions.length > 0))
      return inapplicable('it logs no writes: see logs/one-line-per-request');
    const answered = requests.filter(({ response }) => response !== undefined);
    if (answered.length === 0)
      return inapplicable('no open request was answered after SIGTERM: see shutdown/finishes-in-flight');
    if (exit === null) return unclear('it was still alive when its log was read');
    const marked = answered.map((exchange): Marked => ({
      kind: 'the last write',
      mark: exchange.request.headers['X-Request-ID']!,
      exchange,
    }));
    const missing = loggedOf(marked, logs).filter(({ completions }) => completions.length === 0);
    if (missing.length === 0)
      return pass(`${answered.length} requests ended after SIGTERM, all of them logged`);
    return fail({
      expected: `a line for each of the ${answered.length} requests that ended after SIGTERM`,
      actual: `none for ${missing.length} of them`,
      evidence: [missing[0]!.request.exchange, ...logs.slice(-5)],
    });
  },
});
