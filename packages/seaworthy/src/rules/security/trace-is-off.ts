import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import { told } from '../../experiments/answer.ts';
import trace from '../../experiments/ask-with-trace.ts';

export default rule({
  id: 'security/trace-is-off',
  level: 'must',
  owner: 'app',
  title: 'TRACE does not repeat the request',
  why: 'An echo shows what proxies add on the way, tokens and internal addresses included, and cookies that scripts must not read. Nobody needs it in production.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.8-4',
  doNotFlag: 'Any answer that does not hold what was sent, 200 included, and the end of the connection.',
  fix: {
    express:
      'Express answers 404 by itself: look for `app.trace(…)`, or `app.all(…)` with a handler that prints the request.',
    nestjs: 'Nest answers 404 by itself: look for `@All()` with a handler that prints the request.',
    fastify:
      'Fastify answers 404 by itself: look for `fastify.all(…)` or `addHttpMethod("TRACE")` with a handler that prints the request.',
    fastapi:
      'Starlette answers 405 by itself: look for `@app.trace(…)` or a wrapper that prints the request.',
    django:
      'Class-based views answer 405 by themselves; put `@require_http_methods` on function views that print the request.',
    gin: 'Gin answers 404 by itself: look for `router.Any(…)`, which includes TRACE, with a handler that prints the request.',
    'spring-boot':
      'Tomcat answers 405 by itself: leave `allowTrace` of its connector and `spring.mvc.dispatch-trace-request` off.',
    any: 'Answer TRACE with 405, in the server or in the proxy before it.',
  },
  uses: { trace },
  judge({ trace: { canary, exchange } }) {
    if (exchange.response?.body.includes(canary) === true)
      return fail({
        expected: '405, or anything without what was sent',
        actual: `${told(exchange)} with the request in it`,
        evidence: [exchange],
      });
    if (exchange.response === undefined && !['EOF', 'ECONNRESET'].includes(exchange.error ?? ''))
      return unclear(`TRACE got ${told(exchange)}`);
    return pass(told(exchange));
  },
});
