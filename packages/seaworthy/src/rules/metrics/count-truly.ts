import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import counted, { type Counts, type Movement } from '../../experiments/count-requests.ts';
import { requestCounts, total } from '../../experiments/request-metrics.ts';
import { metrics } from '../../fixes/metrics.ts';

const STATUS = /^(?:https?_)?(?:response_)?(?:status|code)(?:_?code)?(?:_class)?$/i;

export default rule({
  id: 'metrics/count-truly',
  level: 'should',
  owner: 'app',
  title: 'Request counters count every request, by what became of it',
  why: 'Error budgets and alerts are quotients of these counters. One that misses failed requests, or counts some twice, is wrong exactly when it matters.',
  source: 'https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration',
  doNotFlag:
    'Our scrapes among the counted. Failures on no route that are not counted. One truthful metric is enough. Workers with a registry each make it unclear.',
  fix: metrics,
  uses: { counted },
  judge({ counted: facts }) {
    const counts = [...requestCounts(facts.movements)];
    if (counts.length === 0 && facts.movements.length === 0) return unclear('no metric moved at all');
    if (counts.length === 0) return inapplicable('no metric was recognised as a count of requests');
    const told = counts.map(([name, series]) => ({ name, ...comparedWith(facts, series) }));
    const truth = told.find(({ holds }) => holds);
    if (truth !== undefined) return pass(`${truth.name}: ${truth.said}`);
    if (facts.contradictory || facts.workers > 1)
      return unclear('several processes answer, and each seems to count for itself');
    const { good, bad } = facts;
    return fail({
      expected: `${good.sent} more with status ${good.status}, ${bad.sent} more with status ${bad.status}`,
      actual: `${told[0]!.name}: ${told[0]!.said}`,
      evidence: told.map(({ name, said }) => ({ kind: 'note', text: `${name}: ${said}` })),
    });
  },
});

/** Whether these series moved as they should; our scrapes may be among them. */
function comparedWith({ good, bad, scrapes, metrics: path }: Counts, series: readonly Movement[]) {
  const ours = series.filter(({ labels }) => !Object.values(labels).includes(path));
  const label = Object.keys(ours[0]?.labels ?? {}).find((name) => STATUS.test(name)) ?? '';
  const all = total(ours);
  const least = good.sent + (bad.known ? bad.sent : 0);
  if (label === '')
    return { holds: all >= least && all <= good.sent + bad.sent + scrapes, said: `${all} more` };
  const like = (status: number): number => {
    const names = [String(status), `${Math.trunc(status / 100)}xx`];
    return total(ours.filter(({ labels }) => names.includes(labels[label]?.toLowerCase() ?? '')));
  };
  const [fine, failed] = [like(good.status), like(bad.status)];
  const isFine = fine >= good.sent && fine <= good.sent + scrapes;
  return {
    holds: isFine && (failed === bad.sent || (failed === 0 && !bad.known)),
    said: `${fine} more with status ${good.status}, ${failed} more with status ${bad.status}`,
  };
}
