import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import { isTrace, requestIdOf } from '../../experiments/request-id-of.ts';
import sent from '../../experiments/send-request-ids.ts';
import { requestId } from '../../fixes/request-id.ts';

export default rule({
  id: 'request-id/is-kept',
  level: 'should',
  owner: 'app',
  title: 'A valid inbound request id is kept',
  why: 'The id is worth most when it is the same in the client, the gateway and every service behind it. A service that replaces it cuts the thread.',
  source: 'https://devcenter.heroku.com/articles/http-request-id',
  doNotFlag:
    'Services that send no request id at all (request-id/is-on-every-response) or only one in a trace format. Replacing ids at a trust boundary on purpose is legitimate: accept the finding with that reason.',
  fix: {
    ...requestId,
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify does this unless `requestId: { trust: false }`; by hand: set `requestIdHeader: "x-request-id"`, or read it in `genReqId`, and check it there.',
    any: 'Use the inbound `X-Request-ID` when it is short and plain (`^[\\w.:=+/-]{1,128}$`), and make a new one only otherwise.',
  },
  uses: { sent },
  judge({ sent: { without, valid } }) {
    const own = requestIdOf(without);
    const ids = valid.map(({ exchange }) => requestIdOf(exchange));
    if (own === undefined && ids.every((id) => id === undefined))
      return inapplicable('it sends no request id: see request-id/is-on-every-response');
    if (own !== undefined && isTrace(own))
      return inapplicable(`${own.name} holds a trace, not an id of ours`);
    if (valid.some(({ exchange }) => statusOf(exchange) === 0 || statusOf(exchange) === 429))
      return unclear('a request with a valid id got no ordinary answer');
    const replaced = valid.filter(
      ({ id, exchange }) => !Object.values(exchange.response?.headers ?? {}).includes(id),
    );
    if (replaced.length === 0) return pass();
    const { id, exchange } = replaced[0]!;
    return fail({
      expected: `${id}, as it was sent`,
      actual: requestIdOf(exchange)?.value ?? 'no request id',
      evidence: [exchange],
    });
  },
});
