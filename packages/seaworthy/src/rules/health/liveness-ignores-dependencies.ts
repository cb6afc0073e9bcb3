import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { succeeded, told } from '../../experiments/answer.ts';
import lose from '../../experiments/lose-dependencies.ts';
import silent from '../../experiments/silence-dependencies.ts';
import { healthProbes } from '../../fixes/health-probes.ts';

export default rule({
  id: 'health/liveness-ignores-dependencies',
  level: 'must',
  owner: 'app',
  title: 'The liveness probe says yes while a dependency is away',
  why: 'A “no” from liveness means a restart, and a restart brings no database back. When every replica follows the database, its outage of a minute becomes a crash loop of the whole fleet.',
  source:
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#liveness-probe',
  doNotFlag:
    'A probe that is slow, or the process gone: those are other rules. A single endpoint of a general name is judged as liveness; name it as health.ready if that is what it is.',
  fix: healthProbes,
  uses: { outage: lose, silence: silent },
  judge({ outage, silence }) {
    const answers = [...outage.probes.during.live, ...silence.probes.live];
    const path = answers[0]?.request.path ?? outage.probes.before.live[0]?.request.path;
    if (path === undefined) return inapplicable('it has no liveness probe: see health/has-liveness');
    if (!outage.probes.before.live.every(succeeded))
      return unclear(`${path} did not even say yes while all was well`);
    const no = answers.filter((answer) => answer.response !== undefined && !succeeded(answer));
    if (no.length > 0)
      return fail({
        expected: `2xx from ${path}, the liveness probe, whatever ${outage.dependencies} does`,
        actual: `${told(no[0]!)}, ${no.length} of ${answers.length} times`,
        evidence: no.slice(0, 3),
      });
    if (outage.diedOf !== null || silence.exit !== null)
      return unclear('the process ended when the dependency was lost');
    if (!answers.some(succeeded)) return unclear(`${path} answered nothing while the dependency was away`);
    return pass(`${answers.filter(succeeded).length} times`);
  },
});
