import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import { loggedErrors } from '../../log-lines/about-errors.ts';

export default rule({
  id: 'logs/errors-carry-the-request-id',
  level: 'must',
  owner: 'app',
  title: 'The log line of an unexpected error names its request',
  why: 'With the id, the error that a customer reports is found in seconds, and with it everything else about that request. Without, an error is a stack trace that happened to somebody.',
  source:
    'https://github.com/goldbergyoni/nodebestpractices/blob/master/sections/production/assigntransactionid.md',
  doNotFlag:
    'The id of the response, an inbound one, an id shared with another line of the request, or its whole path count. Lines about connections that broke while nobody used them belong to no request.',
  fix: {
    express:
      '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: log with `request.log` of pino-http, not with a logger of the module.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: nestjs-pino binds the id to every line of the request, or take it from nestjs-cls.',
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: log with `request.log`, not with `fastify.log`.',
    fastapi:
      'Keep the id in a `ContextVar` and add it with a `logging.Filter` on the handler; asgi-correlation-id brings both. Set it outside of the application, so that it is still there in the exception handler.',
    django:
      'Keep the id in a `ContextVar` that the top middleware sets, and add it with a `logging.Filter`; django-structlog binds it by itself.',
    gin: 'Put a `slog.Logger` with the id into the context in the first middleware, and log errors with that one.',
    'spring-boot':
      'Put the id into the MDC in the first filter and remove it in `finally`; structured logging writes the MDC into each line.',
    any: 'Keep the id where the logger finds it (context variable, MDC, child logger), and log the error before the request’s context is gone.',
  },
  uses: { traffic },
  judge({ traffic: seen }) {
    const logged = loggedErrors(seen);
    if ('outcome' in logged) return logged;
    const { failed, about, errors } = logged;
    if (errors.length === 0) return inapplicable('it logs no error: see logs/unexpected-errors-are-logged');
    const named = failed.filter((_request, at) => about[at]!.some((record) => errors.includes(record)));
    if (named.length > 0) return pass(`${named.length} of ${failed.length} errors name their request`);
    return fail({
      expected: 'the id of the request in the line about its error',
      actual: 'no error line names its request',
      evidence: [failed[0]!.exchange, ...errors.slice(0, 3).map(({ line }) => line)],
    });
  },
});
