import type { Exchange } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { objectOf, statusOf } from '../../experiments/answer.ts';
import collectErrors from '../../experiments/collect-errors.ts';

export default rule({
  id: 'errors/body-status-matches',
  level: 'must',
  owner: 'app',
  title: 'The status in the body of an error is the HTTP status',
  why: 'Logs, queues and clients often keep the body only. When it says another status than the response line, retries and alarms act on the wrong one.',
  source: 'https://www.rfc-editor.org/rfc/rfc9457#section-3.1.2',
  doNotFlag:
    'Bodies without a status. Looks at `status`, `statusCode` and `code` when they are whole numbers from 400 to 599, at the top and in `error`: codes of the application’s own are others.',
  fix: {
    express:
      'Write both from one variable: `response.status(status).json({ status, … })`; `seaworthy(app)` from @seaworthy/kit/express does this.',
    nestjs:
      'In the exception filter take both from `exception.getStatus()`; `seaworthy(app)` from @seaworthy/kit/nestjs does this.',
    fastify:
      'In the error handler call `reply.code(status)` with the very number that you put into the body; `seaworthy(app)` from @seaworthy/kit/fastify does this.',
    fastapi:
      'Return `JSONResponse({"status": status, …}, status_code=status)` from one function for all handlers.',
    django: 'Return `JsonResponse({"status": status, …}, status=status)`: without `status=` it is 200.',
    gin: 'Write both with one call: `c.AbortWithStatusJSON(status, problem)` with `problem.Status = status`.',
    'spring-boot':
      'Return `ProblemDetail.forStatusAndDetail(status, …)` as it is, or in `ResponseEntity.of(problem)`.',
    any: 'Let one function write the response line and the body from the same number.',
  },
  uses: { collected: collectErrors },
  judge({ collected: { errors } }) {
    const stated = errors.flatMap(({ exchange }) =>
      statusesOf(exchange).map((status) => ({ exchange, status })),
    );
    if (stated.length === 0) return inapplicable('no error has a status in its body');
    const wrong = stated.filter(({ exchange, status }) => status !== statusOf(exchange));
    if (wrong.length === 0) return pass();
    const { exchange, status } = wrong[0]!;
    return fail({
      expected: `${statusOf(exchange)} in the body, too`,
      actual: String(status),
      evidence: [exchange],
    });
  },
});

function statusesOf(exchange: Exchange): number[] {
  const body = objectOf(exchange);
  const inner = body?.['error'];
  const objects = [body, typeof inner === 'object' ? (inner as Record<string, unknown> | null) : undefined];
  return objects
    .flatMap((object) => [object?.['status'], object?.['statusCode'], object?.['code']])
    .filter(
      (value): value is number => Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599,
    );
}
