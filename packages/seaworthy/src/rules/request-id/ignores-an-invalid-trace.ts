import type { Exchange } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import sent from '../../experiments/send-trace-contexts.ts';
import { recordOf } from '../../log-lines/record.ts';
import { traceContext } from '../../fixes/trace-context.ts';

export default rule({
  id: 'request-id/ignores-an-invalid-trace',
  level: 'may',
  owner: 'app',
  title: 'An invalid `traceparent` is ignored',
  why: 'The standard has a service start a new trace when the header is invalid. One that fails, or takes over half an id, lets anybody break or join other people’s traces.',
  source: 'https://www.w3.org/TR/trace-context/#a-traceparent-is-received',
  doNotFlag:
    'A log that repeats the header itself has not taken it for a trace: only a value that is exactly the trace id counts. Services that continue no trace at all, as long as nothing fails.',
  fix: traceContext,
  uses: { sent },
  judge({ sent: { baseline, valid, invalid, lines } }) {
    const different = invalid.find(({ exchange }) => statusOf(exchange) !== statusOf(baseline));
    if (different !== undefined) {
      const { what, exchange } = different;
      if (statusOf(exchange) === 0) return unclear(`${told(exchange)} to a traceparent with ${what}`);
      return fail({
        expected: `${told(baseline)}, as without the header`,
        actual: `${told(exchange)} to a traceparent with ${what}`,
        evidence: [exchange],
      });
    }
    const records = lines.map(recordOf);
    const uses = (traceId: string, exchange: Exchange): boolean =>
      records.some(({ fields }) => fields.some(({ value }) => value === traceId)) ||
      Object.values(exchange.response?.headers ?? {}).some(
        (value) => value.split(/[-;\s]/)[1] === traceId || value === traceId,
      );
    const taken = invalid.find(({ traceId, exchange }) => uses(traceId, exchange));
    if (taken !== undefined)
      return fail({
        expected: 'a new trace, or none',
        actual: `the trace ${taken.traceId} of a traceparent with ${taken.what}`,
        evidence: [taken.exchange, ...lines.filter(({ text }) => text.includes(taken.traceId)).slice(0, 1)],
      });
    if (!valid.some(({ traceId, exchange }) => uses(traceId, exchange)))
      return inapplicable(
        'it continues no trace in a way that can be seen: see request-id/continues-the-trace',
      );
    return pass();
  },
});
