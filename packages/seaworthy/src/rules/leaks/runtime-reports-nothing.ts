import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import leaveEarly from '../../experiments/leave-early.ts';
import sendMany from '../../experiments/send-many-requests.ts';

const node =
  'Find the line with `NODE_OPTIONS=--trace-warnings`. `MaxListenersExceededWarning`: a listener is added per request to something that lives longer; remove it, or add it once. `UnhandledPromiseRejection`: a promise that nobody awaits. `ERR_HTTP_HEADERS_SENT`: a second answer, often a missing `return`.';

export default rule({
  id: 'leaks/runtime-reports-nothing',
  level: 'must',
  owner: 'app',
  title: 'Under load the runtime reports no leak and no lost error',
  why: 'Runtimes notice some leaks and lost errors and say so once, on a line that nobody reads. Each of them is a defect of the program.',
  source: 'https://nodejs.org/api/events.html#emittersetmaxlistenersn',
  doNotFlag:
    'Warnings about deprecations or experimental features, and what libraries log about other things.',
  fix: {
    express: node,
    nestjs: node,
    fastify: node,
    fastapi:
      'Await every coroutine, keep a reference to every task and look at its result; run once with `python -X dev` to find unclosed resources.',
    django:
      'Run once with `python -X dev`, which names unclosed files and sockets with the line that opened them; await coroutines in async views.',
    gin: '“superfluous response.WriteHeader”: a second answer, often a missing `return` after `c.AbortWithStatusJSON`. “http: panic serving”: use `gin.Recovery()`, and mend the panic.',
    'spring-boot':
      'Hikari’s leak detection prints where the connection was taken: close it there. Netty’s `LEAK` lines name the buffer: run once with `-Dio.netty.leakDetection.level=paranoid`.',
    any: 'Mend what the line says; it is never noise.',
  },
  uses: { many: sendMany, departures: leaveEarly },
  judge({ many, departures }) {
    const reports = [...many.reports, ...departures.reports];
    if (reports.length > 0)
      return fail({
        expected: 'no such line',
        actual: reports[0]!.text.slice(0, 200),
        evidence: reports.slice(0, 3),
      });
    if (!many.alive) return unclear('the process ended under 2,000 requests');
    return pass(`${many.requests} requests, and ${departures.left} clients that left`);
  },
});
