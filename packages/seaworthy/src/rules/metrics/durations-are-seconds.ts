import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import counted from '../../experiments/count-requests.ts';
import { requestDurations } from '../../experiments/request-metrics.ts';
import { metrics } from '../../fixes/metrics.ts';

const OTHER_UNIT = /(?:^|_)(?:ms|us|ns)(?:_|$)|milli|micro|nano/i;

export default rule({
  id: 'metrics/durations-are-seconds',
  level: 'should',
  owner: 'app',
  title: 'Durations of requests are in seconds',
  why: 'Dashboards, alerts and the default buckets of every client library take seconds for granted. Milliseconds in a metric of seconds are off by a thousand, and all of them fall into the last bucket.',
  source: 'https://prometheus.io/docs/practices/naming/#base-units',
  doNotFlag:
    'Another unit beside a metric in seconds. Values are compared with the whole time that all requests took together, so that rounding does not matter.',
  fix: {
    ...metrics,
    any: 'Observe seconds (`milliseconds / 1000`), name the metric `…_seconds`, and keep the default buckets.',
  },
  uses: { counted },
  judge({ counted: { movements, elapsed } }) {
    const durations = requestDurations(movements).filter(({ count }) => count > 0);
    if (durations.length === 0) return inapplicable('no metric was recognised as durations of requests');
    const inSeconds = durations.filter(({ name }) => !OTHER_UNIT.test(name));
    const most = elapsed / 1000;
    const lie = inSeconds.find(({ sum }) => sum > 3 * most);
    if (lie !== undefined)
      return fail({
        expected: `less than ${most.toFixed(1)} s in ${lie.name}_sum, as long as all requests took together`,
        actual: `${lie.sum.toFixed(1)} for ${lie.count} requests`,
      });
    if (inSeconds.length === 0)
      return fail({ expected: 'a metric in seconds, the base unit', actual: durations[0]!.name });
    const { name, sum, count } = inSeconds[0]!;
    return pass(`${name}: ${sum.toFixed(3)} s for ${count} requests`);
  },
});
