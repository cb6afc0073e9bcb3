import { fail, pass, rule } from '../../engine/rule.ts';
import sent from '../../experiments/send-trace-contexts.ts';
import { traceContext } from '../../fixes/trace-context.ts';

export default rule({
  id: 'request-id/continues-the-trace',
  level: 'may',
  owner: 'app',
  title: 'The trace of a valid `traceparent` is continued',
  why: 'One request crosses many services. With the trace id of the caller in its log or answer, a service’s part of it can be found from any other part.',
  source: 'https://www.w3.org/TR/trace-context/#traceparent-header',
  doNotFlag:
    'The trace id counts wherever it appears: in a log line or in a header of the answer. Spans that go to a collector only cannot be seen from here.',
  fix: traceContext,
  uses: { sent },
  judge({ sent: { valid, lines } }) {
    const [inHeader] = valid.filter(({ traceId, exchange }) =>
      Object.values(exchange.response?.headers ?? {}).some((value) => value.includes(traceId)),
    );
    if (inHeader !== undefined) return pass('seen in the answer');
    if (lines.some(({ text }) => valid.some(({ traceId }) => text.includes(traceId))))
      return pass('seen in the log');
    return fail({
      expected: `the trace id ${valid[0]?.traceId} in a log line or a header of the answer`,
      actual: 'it is in neither',
      evidence: valid.slice(0, 1).map(({ exchange }) => exchange),
    });
  },
});
