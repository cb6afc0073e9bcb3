import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import counted from '../../experiments/count-requests.ts';
import { requestCounts } from '../../experiments/request-metrics.ts';
import { metrics } from '../../fixes/metrics.ts';

/** Label sets that may be new: a few methods and statuses that nobody had used before. */
const MOST = 20;

export default rule({
  id: 'metrics/unknown-paths-add-no-series',
  level: 'must',
  owner: 'app',
  title: 'Requests to unknown paths add no series to the metrics',
  why: 'Every label set is a series that process and Prometheus keep for ever. With the raw path among the labels, a scanner of a few minutes fills the memory of both.',
  source: 'https://prometheus.io/docs/practices/naming/#labels',
  doNotFlag: 'New statuses and buckets: it takes more than twenty new label sets from two hundred paths.',
  fix: {
    ...metrics,
    any: 'Label with the route’s template, one fixed word for requests that no route matched, and one for methods that you do not know.',
  },
  uses: { counted },
  judge({ counted: { sets, movements } }) {
    if (requestCounts(movements).size === 0)
      return inapplicable('no metric was recognised as a count of requests');
    const { before, after, sent, limited, examples } = sets;
    const added = after - before;
    if (added > MOST)
      return fail({
        expected: `at most ${MOST} new label sets`,
        actual: `${added} from ${sent} requests to what does not exist`,
        evidence: examples.map((text) => ({ kind: 'note', text })),
      });
    if (limited > sent / 2) return unclear('it limited our rate: raise the limit for this run');
    return pass(`${added} from ${sent} requests`);
  },
});
