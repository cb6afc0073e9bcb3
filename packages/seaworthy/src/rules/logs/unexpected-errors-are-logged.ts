import { fail, pass, rule } from '../../engine/rule.ts';
import { told } from '../../experiments/answer.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import { loggedErrors } from '../../log-lines/about-errors.ts';

export default rule({
  id: 'logs/unexpected-errors-are-logged',
  level: 'must',
  owner: 'app',
  title: 'An unexpected error leaves its reason in the log',
  why: 'The client must not learn why a request failed, so the log is the only place where anybody can. A 5xx without a word about its cause cannot be mended.',
  source: 'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x25-V16-Security-Logging-and-Error-Handling.md',
  doNotFlag:
    'Any line beside the ordinary one of the request counts, with or without a stack, at whatever level, and so does a line of the request that holds the error.',
  fix: {
    express:
      '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: `request.log.error({ err: error })` in the error handler before it answers 5xx.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: a global exception filter must log what is no `HttpException` before it answers.',
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: `request.log.error({ err: error })` in your `setErrorHandler`, which replaces the one that logs, and `logger: true`.',
    fastapi:
      'Call `logger.exception(…)` in `@app.exception_handler(Exception)` and in every handler that turns an error of the database into 503.',
    django:
      'Configure `LOGGING` with a console handler for `django.request`: without it nothing is printed for a 500 when `DEBUG` is off.',
    gin: 'Log `err` where you call `c.AbortWithStatus(500)`, or collect errors with `c.Error(err)` and log `c.Errors` in a middleware after `c.Next()`.',
    'spring-boot':
      'In the `@ExceptionHandler` that answers 5xx, log the exception itself: `log.error("request failed", exception)`.',
    any: 'Where an error becomes a 5xx, log it once, at error, with its message and stack.',
  },
  uses: { traffic },
  judge({ traffic: seen }) {
    const logged = loggedErrors(seen);
    if ('outcome' in logged) return logged;
    const { failed, about, errors } = logged;
    if (errors.length > 0) return pass(`${errors.length} lines for ${failed.length} requests`);
    return fail({
      expected: 'a line about the error behind the answer',
      actual: `${told(failed[0]!.exchange)}, and no such line`,
      evidence: [failed[0]!.exchange, ...about[0]!.slice(0, 3).map(({ line }) => line)],
    });
  },
});
