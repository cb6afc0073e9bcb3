import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { mediaTypeOf, told } from '../../experiments/answer.ts';
import collectErrors from '../../experiments/collect-errors.ts';

export default rule({
  id: 'errors/uses-problem-json',
  level: 'should',
  owner: 'app',
  title: 'Errors are problem documents (application/problem+json)',
  why: 'RFC 9457 is the one format of errors that clients, gateways and tools know without documentation. Its media type tells an error from data before anybody looks into the body.',
  source: 'https://www.rfc-editor.org/rfc/rfc9457#section-3',
  doNotFlag: 'Answers of a rate limiter or of an overloaded service; application/problem+xml counts as well.',
  fix: {
    express:
      '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: one error handler, last, that answers `response.status(status).type("application/problem+json").send(JSON.stringify({ type, title, status }))`, and a 404 handler before it.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: a global `@Catch()` filter, set with `app.useGlobalFilters`, that writes problem documents.',
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: `setErrorHandler` and `setNotFoundHandler`, and `frameworkErrors` for bad URLs, each with `reply.type("application/problem+json")`.',
    fastapi:
      'Register exception handlers for `StarletteHTTPException`, `RequestValidationError` and `Exception` that return `JSONResponse(…, media_type="application/problem+json")`.',
    django:
      'One middleware at the top that rewrites every answer of 400 and above, or in Django REST framework `EXCEPTION_HANDLER`, with `content_type="application/problem+json"`.',
    gin: 'One middleware that runs after `c.Next()`, looks at `c.Errors` and writes the document; set `Content-Type` before `c.Writer` is written. Also in `NoRoute` and `NoMethod`.',
    'spring-boot':
      '`spring.mvc.problemdetails.enabled=true`, and a `@RestControllerAdvice` that extends `ResponseEntityExceptionHandler` for your own exceptions.',
    any: 'Write every error in one place, as application/problem+json with type, title and status.',
  },
  uses: { collected: collectErrors },
  judge({ collected: { errors } }) {
    if (errors.length === 0) return inapplicable('no error could be provoked');
    const other = errors.filter(
      ({ exchange }) => !/^application\/problem\+(json|xml)$/.test(mediaTypeOf(exchange)),
    );
    if (other.length === 0) return pass(`${errors.length} kinds of errors`);
    return fail({
      expected: 'application/problem+json for every error',
      actual: other.map(({ by, exchange }) => `${by}: ${told(exchange)}`).join('; '),
      evidence: other.slice(0, 3).map(({ exchange }) => exchange),
    });
  },
});
