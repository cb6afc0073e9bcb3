import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import stop from '../../experiments/stop-with-open-requests.ts';
import { readiness } from '../../fixes/readiness.ts';

/** How long after the signal readiness may still say yes, in ms. */
const GRACE = 1000;

export default rule({
  id: 'shutdown/turns-readiness-off',
  level: 'should',
  owner: 'app',
  title: 'A service that is stopping is not ready',
  why: 'Load balancers take a process out of rotation when its readiness says no, and that takes them seconds. One that says yes while it stops is sent requests until the moment it dies.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  doNotFlag:
    'Refused connections: not to accept any more says the same. A yes within the first second after the signal.',
  fix: readiness,
  uses: { stop },
  timed: GRACE,
  judge({ stop: { probes, signalledAt, aliveWhileHeld } }) {
    const late = probes.filter(({ startedAt }) => startedAt - signalledAt > GRACE);
    const yes = late.filter(({ response }) => response !== undefined && response.status < 400);
    if (yes.length > 0) {
      const after = Math.round(yes[0]!.startedAt - signalledAt);
      return fail({
        expected: '503, or refused connections',
        actual: `${yes[0]!.response!.status}, ${after} ms after SIGTERM`,
        evidence: [yes[0]!],
      });
    }
    if (!aliveWhileHeld) return inapplicable('it ended at once, without a drain in which it could be asked');
    if (probes.length === 0) return inapplicable('no readiness endpoint is known: tell health.ready');
    if (late.length === 0) return unclear('no probe was answered in time');
    const last = late.at(-1)!;
    return pass(String(last.response?.status ?? last.error));
  },
});
