import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import tryDocumentedRoutes from '../../experiments/try-documented-routes.ts';

export default rule({
  id: 'docs/documented-routes-exist',
  level: 'should',
  owner: 'app',
  title: 'What the OpenAPI document describes exists',
  why: 'A document that tells of routes that are not there costs each reader an hour, and says that nobody compares the two.',
  source: 'https://owasp.org/API-Security/editions/2023/en/0xa9-improper-inventory-management/',
  doNotFlag:
    'Only GET is tried. 404 of paths with ids, of routes that need credentials, and of operations that document 404 may speak of the thing, not of the route. When every route is 404, the base path is probably a proxy’s.',
  fix: {
    express:
      'Describe routes where they are declared, as @seaworthy/kit/express does, or compare document and router in a test.',
    nestjs:
      'Let @nestjs/swagger or @seaworthy/kit/nestjs make the document from the controllers; `setGlobalPrefix` must come before it.',
    fastify: 'Let @fastify/swagger or @seaworthy/kit/fastify make the document from the routes.',
    fastapi:
      'The document is made from the routes: look at `root_path`, `servers` and a custom `app.openapi`.',
    django:
      'Let drf-spectacular or Ninja make the document from the views; look at `SCHEMA_PATH_PREFIX_TRIM`.',
    gin: 'The comments that swaggo reads (`@Router`, `@BasePath`) are nobody’s copy of the router: compare them in a test.',
    'spring-boot': 'springdoc reads the controllers: look at `server.servlet.context-path` and at `servers`.',
    any: 'Make the document from the routes, or compare the two in a test.',
  },
  uses: { routes: tryDocumentedRoutes },
  judge({ routes: { tried } }) {
    const answered = tried.filter(({ exchange }) => exchange.response !== undefined);
    if (answered.length === 0) return inapplicable('the document describes no GET that can be tried');
    const missing = answered.filter(
      ({ exchange, mayBeMissing }) =>
        [405, 501].includes(statusOf(exchange)) || (statusOf(exchange) === 404 && !mayBeMissing),
    );
    if (missing.length === 0) return pass(`${answered.length} routes`);
    if (answered.every(({ exchange }) => statusOf(exchange) === 404))
      return unclear('every documented route is 404: perhaps a proxy adds the base path of the document');
    return fail({
      expected: 'an answer of the route',
      actual: missing.map(({ exchange }) => `GET ${exchange.request.path}: ${statusOf(exchange)}`).join('; '),
      evidence: missing.slice(0, 5).map(({ exchange }) => exchange),
    });
  },
});
