import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import unknownPaths from '../../experiments/ask-for-unknown-paths.ts';

export default rule({
  id: 'errors/unknown-route-is-404',
  level: 'must',
  owner: 'app',
  title: 'An unknown path is answered with 404',
  why: 'A client with a misspelt path, or of a newer version, must learn that nothing is there. A page with status 200 looks like success to every program and every monitor.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5',
  doNotFlag:
    'Services that ask everybody for credentials before they look for a route (401, 403). Single-page applications that answer every path with their page, as long as paths below the prefix of the API (`/api`, `/v1`) are 404.',
  fix: {
    express:
      'Put `app.use((request, response) => response.status(404).json({ … }))` behind all routes, before the error handler; `seaworthy(app)` from @seaworthy/kit/express does this.',
    nestjs:
      'Nest answers 404 by itself: look for a wildcard route, or `ServeStaticModule` without `exclude: ["/api/{*path}"]`.',
    fastify:
      'Fastify answers 404 by itself: look for a wildcard route, or @fastify/static with `wildcard: true`.',
    fastapi: 'FastAPI answers 404 by itself: look for a `/{path:path}` route, and register it after the API.',
    django:
      'Look for a catch-all such as `re_path(r"^.*$", …)` in `urlpatterns`, and let it spare the API’s prefix.',
    gin: 'In `router.NoRoute`, call `c.AbortWithStatusJSON(http.StatusNotFound, …)`; serve a page from there only outside of the API.',
    'spring-boot':
      'Spring answers 404 by itself: look for a `/**` mapping or a resource handler that forwards to `index.html`.',
    any: 'Answer 404 for whatever no route matches; restrict a catch-all page to requests that accept `text/html` outside of the API.',
  },
  uses: { unknown: unknownPaths },
  judge({ unknown: { answers } }) {
    const wrong = answers.filter((answer) => statusOf(answer) !== 404);
    if (wrong.length === 0) return pass();
    if (wrong.every((answer) => [401, 403].includes(statusOf(answer))))
      return inapplicable('it asks for credentials before it looks for a route: put them into routes.read');
    if (wrong.some((answer) => [429, 503].includes(statusOf(answer))))
      return unclear(`an unknown path was answered with ${told(wrong[0]!)}`);
    return fail({ expected: '404', actual: told(wrong[0]!), evidence: [wrong[0]!] });
  },
});
