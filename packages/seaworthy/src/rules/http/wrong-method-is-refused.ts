import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded, told } from '../../experiments/answer.ts';
import useAWrongMethod from '../../experiments/use-a-wrong-method.ts';

export default rule({
  id: 'http/wrong-method-is-refused',
  level: 'must',
  owner: 'app',
  title: 'A method that a path does not have is refused',
  why: 'A service that answers PUT or DELETE like GET tells the client that something was stored or deleted. One that fails with 500 counts the client’s mistake as its own.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.1',
  doNotFlag:
    'Any 4xx and 501 are accepted. Only a method that the document does not list for this path is used; without a document it is PROPFIND, and 207 then means WebDAV.',
  fix: {
    express: 'Register routes with `app.get` and the like, not with `app.use` or `app.all`.',
    nestjs: 'Use `@Get()` and the like instead of `@All()`.',
    fastify: 'List the methods of a route: `method: ["GET"]`, not `app.all`.',
    fastapi: 'Use `@app.get`; look for `api_route` with too many methods and for mounted applications.',
    django:
      'Decorate function views with `@require_http_methods(["GET", "HEAD"])`, or use class-based views: a plain function gets every method.',
    gin: 'Use `router.GET` instead of `router.Any`.',
    'spring-boot':
      'Use `@GetMapping`, or give `@RequestMapping` a `method`: without it a handler gets every method.',
    any: 'Bind each handler to its methods.',
  },
  uses: { answer: useAWrongMethod },
  judge({ answer }) {
    const status = statusOf(answer);
    if (status === 207) return inapplicable('the path speaks WebDAV');
    if ([429, 503].includes(status) || (status >= 300 && status < 400))
      return unclear(`${answer.request.method} was answered with ${told(answer)}`);
    if (succeeded(answer) || (status >= 500 && status !== 501))
      return fail({
        expected: `405, or another 4xx, for ${answer.request.method} ${answer.request.path}`,
        actual: told(answer),
        evidence: [answer],
      });
    return pass();
  },
});
