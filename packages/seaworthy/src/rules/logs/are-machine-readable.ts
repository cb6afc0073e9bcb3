import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import { accessLog } from '../../fixes/access-log.ts';
import { recordOf } from '../../log-lines/record.ts';

/** Part of the lines that may be something else. */
const TOLERATED = 0.01;
/** What runtimes say by themselves, which no application can format. */
const OF_THE_RUNTIME = /^\(node:\d+\)|^\(Use `node |^Warning: |^WARNING: .*(?:java|sun)\.|^OpenJDK /;

export default rule({
  id: 'logs/are-machine-readable',
  level: 'must',
  owner: 'app',
  title: 'Each log line can be read by a program',
  why: 'Logs are searched, counted and alerted on by programs. A line of prose, or a stack trace over twenty lines, is torn apart and found by nobody.',
  source: 'https://12factor.net/logs',
  doNotFlag:
    'JSON, logfmt, and the common and combined formats of web servers. Lines before the service is ready and after SIGTERM, and warnings of the runtime itself.',
  fix: {
    ...accessLog,
    any: 'Write one JSON object (or logfmt pairs) per line, with stack traces inside a field.',
  },
  uses: { traffic },
  judge({ traffic: { lines, readyAt, stoppedAt } }) {
    const own = lines.filter(
      ({ at, text }) => at >= readyAt && at < stoppedAt && !OF_THE_RUNTIME.test(text) && text.trim() !== '',
    );
    if (own.length === 0) return inapplicable('it wrote no line while it served requests');
    const texts = own.filter((line) => recordOf(line).format === 'text');
    if (texts.length <= own.length * TOLERATED) return pass(`${own.length} lines`);
    return fail({
      expected: 'JSON, logfmt or a web server’s access format on every line',
      actual: `${texts.length} of ${own.length} lines are something else`,
      evidence: texts.slice(0, 5),
    });
  },
});
