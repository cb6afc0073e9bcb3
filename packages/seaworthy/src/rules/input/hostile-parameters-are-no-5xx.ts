import { rule } from '../../engine/rule.ts';
import sendHostileParameters from '../../experiments/send-hostile-parameters.ts';
import { verdictOn } from '../../experiments/verdict-on-attempts.ts';

export default rule({
  id: 'input/hostile-parameters-are-no-5xx',
  level: 'must',
  owner: 'app',
  title: 'Strange ids and query parameters are no failure',
  why: 'Paths and queries are input like bodies, but validated less often. Scanners send such requests all day; each 500 is a false alarm and sometimes a way in.',
  source: 'https://cwe.mitre.org/data/definitions/20.html',
  doNotFlag:
    'Every 2xx, 3xx and 4xx is accepted, also when the value is ignored. 501, 503 and no answer in time are not counted.',
  fix: {
    express:
      'Check `request.params` and `request.query` like bodies: `validate({ params, query })` from @seaworthy/kit/express. A parameter given twice is an array.',
    nestjs:
      'Use `ParseUUIDPipe` and `ParseIntPipe` on `@Param` and `@Query`, or a schema with @seaworthy/kit/nestjs.',
    fastify:
      'Give the route `schema.params` and `schema.querystring`, or `validate({ params, query })` from @seaworthy/kit/fastify.',
    fastapi: 'Declare types and bounds: `user_id: Annotated[int, Path(ge=1, le=2**31 - 1)]`.',
    django:
      'Use path converters (`<uuid:id>`), and parse `request.GET` with a form; `int()` and the ORM raise for what does not fit.',
    gin: 'Handle the errors of `strconv.ParseInt` and `c.ShouldBindQuery` with 400.',
    'spring-boot':
      'Declare `@PathVariable UUID id`, and do not map `MethodArgumentTypeMismatchException` to 500.',
    any: 'Parse every parameter into its type, within bounds, and answer 400 or 404 when that fails.',
  },
  uses: { attempts: sendHostileParameters },
  judge: ({ attempts }) => verdictOn(attempts),
});
