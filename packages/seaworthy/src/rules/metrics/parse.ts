import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { mediaTypeOf, succeeded, told } from '../../experiments/answer.ts';
import metricsPage from '../../experiments/ask-metrics.ts';
import { metrics } from '../../fixes/metrics.ts';

const READ = new Set(['text/plain', 'application/openmetrics-text']);

export default rule({
  id: 'metrics/parse',
  level: 'should',
  owner: 'app',
  title: 'Prometheus can read every line of the metrics',
  why: 'One bad line costs the whole scrape: Prometheus throws everything away and the service looks as if it were down. Since version 3 it also refuses a type that it does not know.',
  source: 'https://prometheus.io/docs/instrumenting/exposition_formats/#text-format-details',
  doNotFlag:
    'A missing end of line at the end, comments of any kind, `text/plain` without a version, quoted names of Prometheus 3, exemplars.',
  fix: {
    ...metrics,
    any: 'Let a client library write the exposition; by hand: escape `\\`, `"` and line feeds in label values, quote them, and send `Content-Type: text/plain; version=0.0.4`.',
  },
  uses: { metricsPage },
  judge({ metricsPage: { answer, samples, faults } }) {
    if (answer === undefined) return inapplicable('it has no metrics: see metrics/are-exposed');
    if (!succeeded(answer)) return unclear(`the metrics were answered with ${told(answer)}`);
    const [fault] = faults;
    if (fault !== undefined)
      return fail({
        expected: 'lines such as `http_requests_total{method="GET"} 42`',
        actual: `line ${fault.line}: ${fault.text}`,
        evidence: faults.map(({ line, text }) => ({ kind: 'note', text: `line ${line}: ${text}` })),
      });
    if (!READ.has(mediaTypeOf(answer)))
      return fail({
        expected: '`Content-Type: text/plain; version=0.0.4` or `application/openmetrics-text`',
        actual: mediaTypeOf(answer) || 'no Content-Type',
        evidence: [answer],
      });
    return pass(`${samples} samples`);
  },
});
