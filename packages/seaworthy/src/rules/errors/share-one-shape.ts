import type { Exchange } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { mediaTypeOf, objectOf } from '../../experiments/answer.ts';
import collectErrors from '../../experiments/collect-errors.ts';

export default rule({
  id: 'errors/share-one-shape',
  level: 'must',
  owner: 'app',
  title: 'All errors have one shape',
  why: 'A client wants one function that reads errors. Frameworks answer malformed JSON, unknown routes and thrown errors in different places, so each tends to look different, and the client learns of it in production.',
  source: 'https://opensource.zalando.com/restful-api-guidelines/#176',
  doNotFlag:
    'More members in some errors than in others, such as `errors` for invalid fields. What the HTTP parser answers before there is a request, and rate limiters. Only different media types, or JSON objects without a common member, are different shapes.',
  fix: {
    express:
      '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: a 404 handler and one error handler, both last, that call the same function; body-parser’s errors reach the error handler, too.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: one global `@Catch()` filter without arguments, so that it also gets what is no `HttpException`.',
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: `setErrorHandler`, `setNotFoundHandler`, `frameworkErrors` and `clientErrorHandler` must all call the same function.',
    fastapi:
      'Register one handler for `StarletteHTTPException`, `RequestValidationError` and `Exception`: the default of the last is text/plain.',
    django:
      'One middleware at the top that rewrites every answer of 400 and above; `handler404`, CSRF and the body limit otherwise write HTML, each its own.',
    gin: 'Never let `c.BindJSON` answer (use `ShouldBindJSON`), set `NoRoute`, `NoMethod` and `gin.CustomRecovery`, and write all errors with one function.',
    'spring-boot':
      '`spring.mvc.problemdetails.enabled=true` covers Spring’s exceptions; map your own in a `@RestControllerAdvice` to `ProblemDetail`, and those of filters with an `AuthenticationEntryPoint`.',
    any: 'Let one function write every error: unknown routes, the body parser’s, the validator’s, and whatever is thrown.',
  },
  uses: { collected: collectErrors },
  judge({ collected: { errors } }) {
    if (errors.length < 2)
      return inapplicable('fewer than two kinds of errors could be provoked: tell me routes.write');
    const kinds = [...new Set(errors.map(({ exchange }) => kindOf(exchange)))];
    const groups = kinds.map((kind) => errors.filter(({ exchange }) => kindOf(exchange) === kind));
    const expected = 'one media type and common members for every error';
    if (kinds.length > 1) {
      const actual = kinds
        .map((kind, i) => `${groups[i]!.map(({ by }) => by).join(', ')}: ${kind}`)
        .join('; ');
      return fail({ expected, actual, evidence: groups.map(([first]) => first!.exchange) });
    }
    const objects = errors.map(({ exchange }) => objectOf(exchange));
    if (objects.includes(undefined)) return pass();
    const [first = [], ...rest] = objects.map((object) => Object.keys(object ?? {}));
    if (first.some((name) => rest.every((names) => names.includes(name)))) return pass();
    const members = errors.map(({ by }, i) => `${by}: ${Object.keys(objects[i] ?? {}).join(', ')}`);
    return fail({
      expected,
      actual: members.join('; '),
      evidence: errors.slice(0, 4).map((one) => one.exchange),
    });
  },
});

function kindOf(exchange: Exchange): string {
  if (exchange.response?.body === '') return 'no body';
  const type = mediaTypeOf(exchange) || 'no Content-Type';
  return /[/+]json$/.test(type) && objectOf(exchange) === undefined ? `${type}, but no object` : type;
}
