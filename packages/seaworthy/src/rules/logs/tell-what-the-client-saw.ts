import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import { accessLog } from '../../fixes/access-log.ts';
import { loggedOf } from '../../log-lines/completions.ts';
import { durationsOf, isNamedDuration } from '../../log-lines/duration.ts';
import type { LogRecord } from '../../log-lines/record.ts';
import type { Slow } from '../../experiments/traffic/slow-requests.ts';

export default rule({
  id: 'logs/tell-what-the-client-saw',
  level: 'should',
  owner: 'app',
  title: 'Logged statuses and durations are those that the client saw',
  why: 'Everybody trusts the access log when a client complains. A duration in the wrong unit, or a status from before the error handler, sends the search the wrong way.',
  source: 'https://opentelemetry.io/docs/specs/semconv/http/http-metrics/',
  doNotFlag:
    'Durations in seconds, milliseconds, microseconds or nanoseconds, within 20 % and 50 ms. A clock that starts only when the body has arrived, where we can slow nothing but the body. A duration must be wrong three times out of three.',
  fix: {
    ...accessLog,
    any: 'Write the line after the response has been sent, take the status from the response itself, and measure from the arrival of the head with a monotonic clock.',
  },
  uses: { traffic },
  timed: 1000,
  judge({ traffic: { asked, slow, lines } }) {
    const all = loggedOf(asked, lines).filter(({ completions }) => completions.length > 0);
    if (all.length === 0) return inapplicable('it logs no requests: see logs/one-line-per-request');
    for (const { request, completions } of all) {
      const { status } = request.exchange.response!;
      const wrong = completions.every((one) => one.status !== status) ? completions[0] : undefined;
      if (wrong !== undefined)
        return fail({
          expected: `${status}, as the client saw it`,
          actual: `${wrong.status} in the log, for ${request.kind}`,
          evidence: [request.exchange, wrong.record.line],
        });
    }
    const measured = loggedOf(slow, lines).filter(({ completions }) => completions.length > 0);
    if (measured.length === 0) return pass('no slow request could be compared');
    const usual = all.flatMap(({ completions }) => completions.map(({ record }) => record));
    if (
      measured.some(({ request, records }) => records.some((record) => tells(record, request as Slow, usual)))
    )
      return pass();
    const { request, completions } = measured[0]!;
    const { by, exchange, least } = request as Slow;
    const figures = completions.flatMap(({ record }) => durationsOf(record)).filter(isNamedDuration);
    if (measured.length < 3) return unclear(`only ${measured.length} slow requests could be compared`);
    if (by === 'body' && figures.some(({ ms }) => Math.min(...ms) < 50 && ms[0]! < least / 20))
      return unclear('its clock may start only when the body has arrived, and we could slow nothing else');
    return fail({
      expected: `a duration of about ${Math.round(exchange.endedAt - exchange.startedAt)} ms`,
      actual: figures.length === 0 ? 'none' : figures.map(({ key, text }) => `${key} ${text}`).join(', '),
      evidence: [exchange, completions[0]!.record.line],
    });
  },
});

/** Whether one of its figures, in some unit, is the duration that we saw, and is not the same for everybody. */
function tells(record: LogRecord, { least, exchange }: Slow, usual: readonly LogRecord[]): boolean {
  const most = (exchange.endedAt - exchange.startedAt) * 1.2 + 50;
  const fits = (ms: readonly number[]): boolean => ms.some((one) => one >= least * 0.8 - 50 && one <= most);
  return durationsOf(record).some(
    ({ key, text, ms }) =>
      fits(ms) &&
      !usual.some((other) => durationsOf(other).some((one) => one.key === key && one.text === text)),
  );
}
