import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import collected from '../../experiments/collect-errors.ts';
import { requestIdOf } from '../../experiments/request-id-of.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import { requestId } from '../../fixes/request-id.ts';

export default rule({
  id: 'request-id/is-on-every-response',
  level: 'must',
  owner: 'app',
  title: 'Every response carries a request id, errors included',
  why: 'Whoever reports an error can only quote what they were given. With an id on the response, one search in the log finds everything about that request; without, support guesses by time of day.',
  source: 'https://opensource.zalando.com/restful-api-guidelines/#233',
  doNotFlag:
    'Any usual name will do: `X-Request-ID`, `Request-Id`, `X-Correlation-ID`, `X-Flow-ID`, `X-Trace-Id`, `traceresponse`. Health probes, and answers of the HTTP parser or server itself to what never became a request, need none.',
  fix: requestId,
  uses: { collected },
  judge({ collected: { errors, good } }) {
    // 501 to an odd method is the server's own answer.
    const ofTheApp = errors.filter(({ exchange }) => statusOf(exchange) !== 501);
    const answers = [...good.map((exchange) => ({ by: 'a request that works', exchange })), ...ofTheApp];
    if (answers.length === 0) return unclear('no response of the application was seen');
    const without = answers.filter(({ exchange }) => requestIdOf(exchange) === undefined);
    if (without.length === 0) return pass(`seen on ${answers.length} responses of different kinds`);
    const kinds = [...new Set(without.map(({ by, exchange }) => `${by} (${told(exchange)})`))];
    return fail({
      expected: 'a request id such as X-Request-ID in the header of every response',
      actual:
        without.length === answers.length
          ? 'none on any response'
          : `none on the answer to ${kinds.join(', ')}`,
      evidence: without.slice(0, 3).map(({ exchange }) => exchange),
    });
  },
});
