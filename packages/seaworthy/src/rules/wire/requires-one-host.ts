import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import broken from '../../experiments/break-http.ts';
import { noteOf, rawTold } from '../../experiments/send-raw.ts';
import { httpParser } from '../../fixes/http-parser.ts';

const node =
  '`seaworthy(app)` from @seaworthy/kit does this; by hand: answer 400 when `request.headersDistinct.host?.length !== 1`, because Node refuses a missing Host only and takes the first of two.';

export default rule({
  id: 'wire/requires-one-host',
  level: 'should',
  owner: 'platform',
  title: 'A request without Host, or with two, is refused',
  why: 'Routing, links and tenancy hang on Host. When a proxy takes the first and the service the last, a request reaches a tenant that it was not checked for.',
  source: 'https://www.rfc-editor.org/rfc/rfc9112#section-3.2-6',
  doNotFlag: 'Any 4xx, and the end of the connection without an answer.',
  fix: {
    ...httpParser,
    express: node,
    nestjs: node,
    fastify: node,
    fastapi:
      'httptools takes requests without Host: refuse them in an ASGI wrapper that counts `host` in `scope["headers"]`, or run uvicorn with `--http h11`.',
    django:
      'gunicorn takes requests without Host, and then Django falls back to SERVER_NAME: refuse them in the top middleware, or let nginx do it.',
  },
  uses: { broken },
  judge({ broken: { hosts, worksAfter } }) {
    const taken = hosts.find(
      ({ statuses: [status = 400] }) => status < 400 || (status >= 500 && status !== 501),
    );
    if (taken !== undefined)
      return fail({
        expected: '400',
        actual: `${rawTold(taken)} to ${taken.what}`,
        evidence: [noteOf(taken)],
      });
    if (!worksAfter) return unclear('it did not work any more afterwards: see wire/survives-garbage');
    return pass();
  },
});
