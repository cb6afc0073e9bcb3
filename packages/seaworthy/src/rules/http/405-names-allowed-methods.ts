import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import useAWrongMethod from '../../experiments/use-a-wrong-method.ts';

export default rule({
  id: 'http/405-names-allowed-methods',
  level: 'must',
  owner: 'app',
  title: 'A 405 says in Allow which methods there are',
  why: 'Without `Allow` a 405 only says no. Clients and proxies read the field to learn what the path can do, and the standard demands it.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6',
  doNotFlag: 'An empty `Allow`, which says that no method is allowed; services that do not answer 405.',
  fix: {
    express:
      '`response.set("Allow", "GET, HEAD, POST").sendStatus(405)`; `seaworthy(app)` from @seaworthy/kit/express knows the methods of each route.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: `response.setHeader("Allow", "GET, HEAD")` in the handler or filter that answers 405.',
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: `reply.code(405).header("Allow", "GET, HEAD")`.',
    fastapi: 'Starlette sends `Allow`: pass `headers=exc.headers` on in your handler for `HTTPException`.',
    django: '`HttpResponseNotAllowed(["GET", "HEAD"])` sends it: do not answer with a plain `status=405`.',
    gin: '`router.HandleMethodNotAllowed = true` sends it in current versions of Gin; keep the header in `NoMethod`.',
    'spring-boot':
      'Spring sends `Allow`: return `ex.getHeaders()` from your handler of `HttpRequestMethodNotSupportedException`.',
    any: 'Send `Allow` with the methods that the path has.',
  },
  uses: { answer: useAWrongMethod },
  judge({ answer }) {
    if (statusOf(answer) !== 405) return inapplicable('a wrong method is not answered with 405');
    const allow = answer.response?.headers['allow'];
    if (allow !== undefined) return pass(`Allow: ${allow}`);
    return fail({ expected: '405 with Allow', actual: '405 without Allow', evidence: [answer] });
  },
});
