import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { mediaTypeOf, statusOf, told } from '../../experiments/answer.ts';
import unknownPaths from '../../experiments/ask-for-unknown-paths.ts';

/** What programs can read; `+json` and its like included. */
const READABLE = /[/+.-](json|xml|yaml|cbor|msgpack|protobuf|x-protobuf)$/;

export default rule({
  id: 'errors/unknown-route-is-machine-readable',
  level: 'must',
  owner: 'app',
  title: 'The 404 of an unknown path is in the format of the API',
  why: 'Clients parse every answer of an API. An HTML page, a bare sentence or nothing where they expect JSON becomes a second error, in their parser, that hides the first.',
  source: 'https://www.rfc-editor.org/rfc/rfc9457#section-3',
  doNotFlag:
    'Services that serve pages: neither their known read nor write is JSON, and they describe no API. Any structured format is accepted, not only problem+json.',
  fix: {
    express:
      '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: `app.use((request, response) => response.status(404).type("application/problem+json").send(JSON.stringify({ … })))` behind all routes.',
    nestjs:
      'Nest answers 404 in JSON: look for a global exception filter, or a static handler, that writes HTML. `seaworthy(app)` from @seaworthy/kit/nestjs answers with a problem document.',
    fastify:
      'Fastify answers 404 in JSON: look for a `setNotFoundHandler` that writes text. `seaworthy(app)` from @seaworthy/kit/fastify answers with a problem document.',
    fastapi:
      'FastAPI answers 404 in JSON: look for an exception handler for `HTTPException` that writes HTML.',
    django:
      'Set `handler404` in the root URLconf to a view that returns `JsonResponse({…}, status=404)`; unmatched URLs of a Django REST framework project end there, too. It is used when `DEBUG = False`.',
    gin: '`router.NoRoute(func(c *gin.Context) { c.JSON(http.StatusNotFound, gin.H{…}) })`.',
    'spring-boot':
      'Spring answers 404 in JSON to clients that accept it: look for an error view or `ErrorController` that does not look at `Accept`.',
    any: 'Register a handler for unmatched routes that answers in the format of all other errors, best application/problem+json.',
  },
  uses: { unknown: unknownPaths },
  judge({ unknown: { answers, api } }) {
    const missing = answers.filter((answer) => statusOf(answer) === 404);
    if (missing.length === 0) return inapplicable('unknown paths are not answered with 404');
    if (!api) return inapplicable('no JSON route is known: tell me one as routes.read or routes.write');
    const wrong = missing.find(
      (answer) => !READABLE.test(mediaTypeOf(answer)) || answer.response?.body === '',
    );
    if (wrong === undefined) return pass();
    return fail({
      expected: '404 with a body that programs can read, such as application/problem+json',
      actual: told(wrong),
      evidence: [wrong],
    });
  },
});
