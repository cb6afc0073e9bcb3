import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import { loggedOf } from '../../log-lines/completions.ts';

/** Longest time between the answer and its line in ms. */
const LATE = 2000;
/** So many lines must be late. */
const OFTEN = 3;

export default rule({
  id: 'logs/arrive-at-once',
  level: 'should',
  owner: 'app',
  title: 'Log lines are written within two seconds',
  why: 'Lines that wait in a buffer are missing when somebody looks, come in the wrong order, and are gone when the process is killed, which is when they matter most.',
  source: 'https://docs.python.org/3/using/cmdline.html#envvar-PYTHONUNBUFFERED',
  doNotFlag:
    'Buffers that are flushed within two seconds. Three lines must be late. Services that log no requests (logs/one-line-per-request).',
  fix: {
    express:
      '`log` of @seaworthy/kit flushes every 100 ms; by hand: pino’s default destination is synchronous, and with `sync: false` set `periodicFlush`.',
    nestjs:
      '`log` of @seaworthy/kit flushes every 100 ms; by hand: with `bufferLogs: true`, call `app.useLogger(…)` right after the creation of the application.',
    fastify:
      '`log` of @seaworthy/kit flushes every 100 ms; by hand: Fastify’s default is synchronous, and with `pino.destination({ sync: false })` set `periodicFlush`.',
    fastapi:
      'Set `PYTHONUNBUFFERED=1` in the image, or log through `logging.StreamHandler`, which flushes each line; `print()` to a pipe waits for 8 KB.',
    django:
      'Set `PYTHONUNBUFFERED=1` in the image, or log through `logging.StreamHandler`, which flushes each line; `print()` to a pipe waits for 8 KB.',
    gin: 'Write to `os.Stdout` itself, not through a `bufio.Writer`, or flush it every second.',
    'spring-boot':
      'Leave `immediateFlush` of the console appender on, and let no `AsyncAppender` hold lines back.',
    any: 'Flush standard output after each line, or at least each second.',
  },
  uses: { traffic },
  timed: LATE,
  judge({ traffic: { asked, lines } }) {
    const waits = loggedOf(asked, lines).flatMap(({ request, completions }) =>
      completions.slice(0, 1).map(({ record }) => ({
        exchange: request.exchange,
        line: record.line,
        ms: record.line.at - request.exchange.endedAt,
      })),
    );
    if (waits.length === 0) return inapplicable('it logs no requests: see logs/one-line-per-request');
    const late = waits.filter(({ ms }) => ms > LATE);
    const longest = Math.max(...waits.map(({ ms }) => ms));
    if (late.length < OFTEN)
      return pass(`the latest ${Math.max(0, Math.round(longest))} ms after its answer`);
    return fail({
      expected: `each line at most ${LATE} ms after the answer`,
      actual: `${late.length} of ${waits.length} lines came later, up to ${Math.round(longest)} ms`,
      evidence: [late[0]!.exchange, late[0]!.line],
    });
  },
});
