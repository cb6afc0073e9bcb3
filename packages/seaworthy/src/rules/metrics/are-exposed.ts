import { fail, pass, rule } from '../../engine/rule.ts';
import { succeeded, told } from '../../experiments/answer.ts';
import metricsPage from '../../experiments/ask-metrics.ts';
import { metrics } from '../../fixes/metrics.ts';

export default rule({
  id: 'metrics/are-exposed',
  level: 'may',
  owner: 'app',
  title: 'Metrics are exposed for Prometheus',
  why: 'Rate, errors and duration of requests are what alerts and dashboards are made of. They are cheapest where the requests are answered.',
  source: 'https://prometheus.io/docs/instrumenting/exposition_formats/',
  doNotFlag:
    'Metrics on another port (management, side car) or pushed (OTLP, StatsD) cannot be seen: skip this rule. Other paths than `/metrics` can be told.',
  fix: metrics,
  uses: { metricsPage },
  judge({ metricsPage: { path, answer } }) {
    const expected = 'Prometheus text at `/metrics`, or at what is told as metrics';
    if (path === undefined || answer === undefined)
      return fail({ expected, actual: 'none at `/metrics` or `/actuator/prometheus`' });
    if (succeeded(answer)) return pass(path);
    return fail({ expected, actual: `${path}: ${told(answer)}`, evidence: [answer] });
  },
});
