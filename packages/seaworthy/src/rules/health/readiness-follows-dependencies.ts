import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { succeeded, told } from '../../experiments/answer.ts';
import outage from '../../experiments/lose-dependencies.ts';
import { healthProbes } from '../../fixes/health-probes.ts';

export default rule({
  id: 'health/readiness-follows-dependencies',
  level: 'should',
  owner: 'app',
  title: 'The readiness probe says no while a required dependency is away, and yes again afterwards',
  why: 'A replica that cannot reach its database fails every request it gets, while others could serve them. One that never says yes again is lost until it is restarted.',
  source:
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe',
  doNotFlag:
    'Services that answer without the dependency, unless the configuration says that it is `required`. Some teams leave a database that all replicas share out of readiness on purpose, as AWS and Spring advise: then say `required: false`.',
  fix: healthProbes,
  uses: { outage },
  judge({
    outage: { probes, refused, later, readyAfter, recovery, diedOf, dependencies, needed, required },
  }) {
    const path = probes.before.ready[0]?.request.path;
    if (path === undefined) return inapplicable('it has no readiness probe: see health/has-readiness');
    if (required === false)
      return inapplicable(`the configuration says that it can do without ${dependencies}`);
    if (required !== true && (!needed || [...refused, ...later].some(succeeded)))
      return inapplicable(`the known read works without ${dependencies}`);
    if (diedOf !== null) return unclear('the process ended when the dependency was lost');
    if (!probes.before.ready.every(succeeded))
      return unclear(`${path} did not even say yes while all was well`);
    const no = probes.during.ready.filter((answer) => !succeeded(answer));
    if (no.length === 0)
      return fail({
        expected: `503 from ${path} within 15 s without ${dependencies}`,
        actual: told(probes.during.ready.at(-1)!),
        evidence: [probes.during.ready.at(-1)!, ...later.slice(-1)],
      });
    if (readyAfter !== null) return pass(`yes again ${readyAfter} ms after the dependency was back`);
    if (recovery?.after === null)
      return unclear('the service did not recover: see dependencies/recovers-by-itself');
    const last = probes.after.ready.at(-1);
    return fail({
      expected: `2xx from ${path} within a minute after ${dependencies} was back`,
      actual: last === undefined ? 'none' : told(last),
      evidence: last === undefined ? [] : [last],
    });
  },
});
