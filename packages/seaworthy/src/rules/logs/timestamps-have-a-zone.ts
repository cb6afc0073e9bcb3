import type { LogLine } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import { recordOf } from '../../log-lines/record.ts';
import { momentsOf, type Moment } from '../../log-lines/timestamp.ts';

/** Zones are whole quarters of an hour apart, and on a busy machine lines come late; in ms. */
const ALLOWANCE = 60_000;

export default rule({
  id: 'logs/timestamps-have-a-zone',
  level: 'should',
  owner: 'app',
  title: 'Times in the log say their zone, and are right',
  why: 'Lines of many services in many places are read side by side. A local time without its zone is off by hours for everybody else, and twice a year for everybody.',
  source: 'https://www.rfc-editor.org/rfc/rfc3339#section-4.4',
  doNotFlag:
    'ISO 8601 with `Z` or an offset, epoch seconds, milliseconds, microseconds or nanoseconds, the time of web servers’ logs. Lines without a time: whoever collects them may add one.',
  fix: {
    express:
      '`log` of @seaworthy/kit does this; by hand: pino’s default (epoch ms) or `timestamp: pino.stdTimeFunctions.isoTime`.',
    nestjs:
      '`log` of @seaworthy/kit does this; by hand: `new ConsoleLogger({ json: true })` writes epoch ms.',
    fastify:
      'Fastify’s own logger writes epoch ms: look for a custom `timestamp` or a pino-pretty transport in production.',
    fastapi:
      'Python’s `%(asctime)s` is local time without zone: use a formatter with `datetime.fromtimestamp(record.created, timezone.utc).isoformat()`.',
    django:
      'Python’s `%(asctime)s` is local time without zone: use a formatter with `datetime.fromtimestamp(record.created, timezone.utc).isoformat()`.',
    gin: '`gin.Default()` and package `log` write local time without zone: use `slog` with `slog.NewJSONHandler`.',
    'spring-boot':
      "Set `logging.structured.format.console`, or `logging.pattern.dateformat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX`, which is the default since Boot 3.",
    any: 'Write times as RFC 3339 in UTC, `2026-01-31T12:00:00.000Z`, or as an epoch number.',
  },
  uses: { traffic },
  judge({ traffic: { epoch, lines, readyAt, stoppedAt } }) {
    const dated = lines
      .filter(({ at }) => at >= readyAt && at < stoppedAt)
      .map((line) => ({ line, moments: momentsOf(recordOf(line)) }))
      .filter(({ moments }) => moments.length > 0);
    if (dated.length === 0) return inapplicable('no line has a time');
    const wrong = dated.find(
      ({ line, moments }) => !moments.some((moment) => isRight(moment, line, epoch + readyAt, epoch)),
    );
    if (wrong === undefined) return pass(`${dated.length} lines`);
    const [moment] = wrong.moments;
    return fail({
      expected: 'the time with its zone, such as 2026-01-31T12:00:00.000Z',
      actual:
        moment!.epoch === undefined ? `${moment!.text}, without a zone` : `${moment!.text}, which is wrong`,
      evidence: [wrong.line],
    });
  },
});

/** A line is written after the first request and before we read it. */
function isRight({ epoch: moment }: Moment, line: LogLine, from: number, zero: number): boolean {
  return moment !== undefined && moment >= from - ALLOWANCE && moment <= zero + line.at + ALLOWANCE;
}
