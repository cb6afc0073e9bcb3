import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import failUnexpectedly from '../../experiments/fail-unexpectedly.ts';

export default rule({
  id: 'errors/unexpected-error-is-survived',
  level: 'must',
  owner: 'app',
  title: 'An unexpected error in one request does not end the process',
  why: 'A process that dies of one request takes all others with it. Anybody who finds that request can then keep the service down.',
  source:
    'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x25-V16-Security-Logging-and-Error-Handling.md#v165-error-handling',
  doNotFlag:
    'A process that dies when its idle connections break, before anybody asks: dependencies/survives-cut-connections judges that.',
  fix: {
    express:
      'On Express 4 wrap asynchronous handlers in `asyncHandler` from @seaworthy/kit/express, or move to Express 5: else their rejection is unhandled and ends Node.',
    nestjs:
      'Await every promise: one that nobody awaits is an unhandled rejection and ends Node. Give every emitter an `error` listener.',
    fastify:
      'Return or await every promise in handlers and hooks; give every emitter, such as a pool, an `error` listener.',
    fastapi:
      'Look for `sys.exit` or `os._exit` in handlers, and for a supervisor that stops the worker on errors.',
    django: 'Look for `sys.exit` in views, and for gunicorn’s `max_requests = 1`.',
    gin: 'Use `gin.Recovery()`, never `log.Fatal` in a handler, and `recover` in each goroutine that a handler starts.',
    'spring-boot':
      'Look for `System.exit` and for `-XX:+ExitOnOutOfMemoryError` with a heap that is too small.',
    any: 'Catch at the boundary of each request; end the process only for errors that belong to no request.',
  },
  uses: { failure: failUnexpectedly },
  judge({ failure: { exchanges, alive, exit } }) {
    if (!alive)
      return fail({
        expected: 'a process that goes on',
        actual: `it ended with ${exit?.signal ?? `exit code ${exit?.code ?? 'unknown'}`} after a request met the missing dependency`,
        evidence: [...exchanges, ...(exit === null ? [] : [exit])],
      });
    const met = exchanges.some((exchange) => exchange.response === undefined || statusOf(exchange) >= 500);
    if (!met)
      return inapplicable(
        'the known routes do without the dependency: tell me one that reads it as routes.read',
      );
    return pass();
  },
});
