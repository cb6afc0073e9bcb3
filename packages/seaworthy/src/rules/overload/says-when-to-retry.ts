import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import burst from '../../experiments/burst.ts';

const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

export default rule({
  id: 'overload/says-when-to-retry',
  level: 'should',
  owner: 'app',
  title: '429 and 503 say when to come back',
  why: 'Clients that are told wait; clients that are not try again at once, all together, and keep an overloaded service down.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3',
  doNotFlag:
    'Services that never refused anything while they were watched. Seconds and dates are equally good; probes are not asked.',
  fix: {
    express:
      '`new ServiceUnavailableError()` and `new TooManyRequestsError()` of @seaworthy/kit carry it; by hand: `response.set("Retry-After", "1")` with each 429 and 503.',
    nestjs:
      '`new ServiceUnavailableError()` and `new TooManyRequestsError()` of @seaworthy/kit carry it; by hand: set the header in the exception filter for these two statuses.',
    fastify:
      '`new ServiceUnavailableError()` and `new TooManyRequestsError()` of @seaworthy/kit carry it; by hand: `reply.header("retry-after", 1)` in the error handler for these two statuses.',
    fastapi: 'Raise `HTTPException(503, headers={"Retry-After": "1"})`.',
    django: 'Set `response["Retry-After"] = "1"` in the middleware that turns errors into 503.',
    gin: 'Call `c.Header("Retry-After", "1")` before `c.AbortWithStatusJSON(http.StatusServiceUnavailable, …)`.',
    'spring-boot':
      'In the `@RestControllerAdvice`, return `ResponseEntity.status(503).header("Retry-After", "1").body(problem)`.',
    any: 'Send `Retry-After` with a number of seconds, or an HTTP date, with each 429 and 503.',
  },
  uses: { burst },
  judge({ burst: { refusals } }) {
    if (refusals.length === 0) return inapplicable('it refused nothing with 429 or 503 while it was watched');
    const bare = refusals.find(({ response }) => !isValid(response!.headers['retry-after']));
    if (bare === undefined) return pass(`Retry-After: ${refusals[0]!.response!.headers['retry-after']}`);
    const field = bare.response!.headers['retry-after'];
    return fail({
      expected: 'Retry-After with seconds or an HTTP date',
      actual: `${statusOf(bare)} ${field === undefined ? 'without it' : `with Retry-After: ${field}`}`,
      evidence: [bare],
    });
  },
});

function isValid(field: string | undefined): boolean {
  return field !== undefined && (/^\d+$/.test(field) || HTTP_DATE.test(field));
}
