import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import failUnexpectedly from '../../experiments/fail-unexpectedly.ts';

export default rule({
  id: 'errors/unexpected-error-is-answered',
  level: 'must',
  owner: 'app',
  title: 'An unexpected error becomes a complete answer',
  why: 'Whatever a handler throws, the client must learn that the request failed. A connection that just closes, or never answers, makes it wait, guess and retry.',
  source:
    'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x25-V16-Security-Logging-and-Error-Handling.md#v165-error-handling',
  doNotFlag:
    'Any complete 5xx is accepted, slow ones up to 35 s too: how fast it comes is judged by dependencies/refusal-is-answered-fast. Routes that do not touch the dependency.',
  fix: {
    express:
      'On Express 4 a rejected promise reaches nobody: wrap handlers in `asyncHandler` from @seaworthy/kit/express, or move to Express 5. Have one error handler with four arguments, last.',
    nestjs:
      'Return or await every promise in controllers and interceptors; `seaworthy(app)` from @seaworthy/kit/nestjs catches what remains.',
    fastify:
      'Make handlers `async` or return the promise; after `reply.hijack()` or in callbacks nobody catches for you. `seaworthy(app)` from @seaworthy/kit/fastify sets the error handler.',
    fastapi:
      'Register a handler for `Exception`; look for `BaseHTTPMiddleware` that swallows errors, and for `os._exit`.',
    django:
      'Let exceptions leave the view; Django answers 500. Look for middleware that returns None instead of a response.',
    gin: 'Use `gin.Default()` or `router.Use(gin.Recovery())`; a panic in a goroutine of your own must be recovered there.',
    'spring-boot':
      'Let exceptions leave the controller; for `@Async` and reactive code return the future or `Mono`, so that its error is the answer.',
    any: 'Put an error boundary around every handler, asynchronous ones included, that answers 500.',
  },
  uses: { failure: failUnexpectedly },
  judge({ failure: { exchanges } }) {
    const unanswered = exchanges.filter(({ response }) => response === undefined);
    if (unanswered.some(({ sent }) => !sent)) return unclear('the service did not take the request');
    if (unanswered.length > 0)
      return fail({
        expected: 'a complete answer, such as 500 or 503, while the dependency is away',
        actual: unanswered.map(told).join('; '),
        evidence: unanswered,
      });
    if (exchanges.every((exchange) => statusOf(exchange) < 500))
      return inapplicable(
        'the known routes do without the dependency: tell me one that reads it as routes.read',
      );
    return pass();
  },
});
