import type { Fix } from '../engine/rule.ts';

/** How each framework says that it is a dependency that failed. */
export const unavailable: Fix = {
  express:
    '`seaworthy(app)` from @seaworthy/kit/express answers 503 with `Retry-After` for the errors of pg, Redis, undici and the network; by hand: in the error handler, map `ECONNREFUSED`, `ECONNRESET`, `57P01` and pool timeouts to 503.',
  nestjs:
    '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: an exception filter that turns connection errors into `ServiceUnavailableException`.',
  fastify:
    '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: in `setErrorHandler`, map `ECONNREFUSED`, `ECONNRESET`, `57P01` and pool timeouts to `reply.code(503).header("Retry-After", "5")`.',
  fastapi:
    'Add `@app.exception_handler(sqlalchemy.exc.OperationalError)`, and one for `sqlalchemy.exc.TimeoutError`, that answer 503 with `Retry-After`.',
  django:
    'In a middleware’s `process_exception`, answer `django.db.OperationalError` with status 503 and `Retry-After`.',
  gin: 'Where handlers report errors, turn `driver.ErrBadConn`, `context.DeadlineExceeded`, `*net.OpError` and `*pgconn.ConnectError` (by `errors.As`) into 503 with `Retry-After`.',
  'spring-boot':
    'Add an `@ExceptionHandler({DataAccessResourceFailureException.class, CannotGetJdbcConnectionException.class})` (and `CannotCreateTransactionException`) that answers a `ProblemDetail` of status 503 with `Retry-After`.',
  any: 'Tell errors of the way to a dependency from errors of your own, and answer the former with 503 and `Retry-After`.',
};
