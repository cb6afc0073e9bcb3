import type { Exchange } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { objectOf, statusOf, succeeded } from '../../experiments/answer.ts';
import breakFields from '../../experiments/break-fields.ts';
import unknownPaths from '../../experiments/ask-for-unknown-paths.ts';

export default rule({
  id: 'errors/failure-is-never-success',
  level: 'should',
  owner: 'app',
  title: 'What failed is not answered with 2xx',
  why: 'Clients, caches, monitors and retries look at the status. A failure with status 200 is cached, counted as success, and never retried.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15',
  doNotFlag:
    'GraphQL and JSON-RPC, whose errors are 200 by design; 207 and the like, which report on several things.',
  fix: {
    express:
      'Set the status before the body: `response.status(400).json({ … })`; better throw, and let one error handler answer. `validate(schema)` from @seaworthy/kit/express does this.',
    nestjs:
      'Throw `BadRequestException` or the like instead of returning an object that says so; `seaworthy(app)` from @seaworthy/kit/nestjs maps what is thrown.',
    fastify:
      'Throw, or call `reply.code(400)` before `send`; `validate(schema)` from @seaworthy/kit/fastify does this.',
    fastapi: 'Raise `HTTPException(status_code=400, …)` instead of returning a dict with `error`.',
    django: 'Return `JsonResponse(…, status=400)`: without `status=` it is 200.',
    gin: 'Use `c.AbortWithStatusJSON(http.StatusBadRequest, …)` and return.',
    'spring-boot':
      'Throw `ResponseStatusException` or return `ResponseEntity.badRequest()`, not an object that says so.',
    any: 'Let the status say what happened; the body only explains.',
  },
  uses: { broken: breakFields, unknown: unknownPaths },
  judge({ broken: { fields, pair }, unknown: { answers } }) {
    const all = [...fields.map(({ exchange }) => exchange), ...(pair ? [pair.exchange] : []), ...answers];
    const wrong = all.filter(isFailure);
    if (wrong.length > 0)
      return fail({
        expected: 'a status of 400 or above',
        actual: `${statusOf(wrong[0]!)} with a body that tells of an error`,
        evidence: wrong.slice(0, 3),
      });
    if (all.some((exchange) => statusOf(exchange) >= 400)) return pass();
    return inapplicable('nothing that was sent was an error to this service');
  },
});

function isFailure(exchange: Exchange): boolean {
  const body = objectOf(exchange);
  if (!succeeded(exchange) || statusOf(exchange) === 207 || body === undefined) return false;
  if ('jsonrpc' in body || 'data' in body) return false;
  const { success, status, error, errors } = body;
  const told = [error, errors].some((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)));
  return told || success === false || (typeof status === 'string' && /^(error|fail(ed|ure)?)$/i.test(status));
}
