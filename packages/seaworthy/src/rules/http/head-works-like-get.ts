import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import askWithHead from '../../experiments/ask-with-head.ts';

export default rule({
  id: 'http/head-works-like-get',
  level: 'should',
  owner: 'app',
  title: 'HEAD is answered like GET, without a body',
  why: 'Monitors and link checkers ask with HEAD. Bytes of a body after the head of its answer are taken for the beginning of the next answer on the connection.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2',
  doNotFlag: 'Different header fields; answers of rate limiters or of an overloaded service.',
  fix: {
    express:
      'Express answers HEAD with the GET handler: look for `app.all` or a middleware that refuses the method.',
    nestjs: 'Nest answers HEAD with the GET handler: look for a guard or middleware that refuses the method.',
    fastify: 'Keep `exposeHeadRoutes: true`, the default.',
    fastapi:
      'FastAPI answers 405: use `@app.api_route(path, methods=["GET", "HEAD"])`, or one middleware that turns HEAD into GET and drops the body.',
    django: 'Add "HEAD" to `@require_http_methods`, or use `@require_safe`; class-based views have it.',
    gin: 'Gin answers 404: register `router.HEAD` beside each `router.GET`, or `router.Match([]string{"GET", "HEAD"}, …)`.',
    'spring-boot':
      '`@GetMapping` answers HEAD as well: look for a security rule or filter that refuses the method.',
    any: 'Let HEAD run the GET handler and send its head only.',
  },
  uses: { asked: askWithHead },
  judge({ asked: { read, head } }) {
    const status = statusOf(head);
    if ([401, 403, 429, 503].includes(status)) return unclear(`HEAD was answered with ${status}`);
    const body = head.response?.body ?? '';
    if (body !== '')
      return fail({
        expected: 'nothing after the head',
        actual: `${body.length} bytes of a body`,
        evidence: [head],
      });
    if (status === statusOf(read)) return pass();
    return fail({
      expected: `${statusOf(read)}, as for GET`,
      actual: String(status),
      evidence: [read, head],
    });
  },
});
