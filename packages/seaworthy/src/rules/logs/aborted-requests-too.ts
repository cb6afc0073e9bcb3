import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import { accessLog } from '../../fixes/access-log.ts';
import { loggedOf } from '../../log-lines/completions.ts';

export default rule({
  id: 'logs/aborted-requests-too',
  level: 'should',
  owner: 'app',
  title: 'A request whose client left is logged too',
  why: 'Clients that give up are the first sign of a service that is too slow. A log that knows finished requests only shows a quiet service instead.',
  source: 'https://nginx.org/en/docs/http/ngx_http_log_module.html',
  doNotFlag:
    'Any line that names the request will do, with any status. Services that log no requests at all (logs/one-line-per-request), or whose lines name neither the query, nor the request id, nor the user agent.',
  fix: {
    ...accessLog,
    express:
      '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: log on the `close` event of the response, which comes after an abort too, not on `finish`. pino-http does.',
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: log in `onRequestAbort` as well as in `onResponse`.',
    fastapi:
      'In an outer ASGI wrapper, write the line in a `finally` block, which a disconnect during the body reaches too.',
    any: 'Write the line when the connection of the request is done with it, however that came about; mark it `aborted`.',
  },
  uses: { traffic },
  judge({ traffic: { asked, aborted, lines } }) {
    if (aborted === undefined) return inapplicable('no write route is known: tell routes.write');
    const writes = loggedOf(asked, lines).filter(({ request }) => request.kind === 'a write');
    const named = writes.filter(({ request, records }) =>
      records.some(({ text }) => text.includes(request.mark)),
    );
    if (named.length === 0)
      return inapplicable('its lines about writes, if any, name nothing that an aborted one has');
    if (!aborted.worksAfter) return unclear('it did not work after a client had left');
    if (lines.some(({ text }) => text.includes(aborted.mark))) return pass();
    return fail({
      expected: 'a line about the request whose client left in the middle of the body',
      actual: 'none',
      evidence: lines.filter(({ at }) => at >= aborted.at).slice(0, 5),
    });
  },
});
