import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import away from '../../experiments/start-without-dependency.ts';
import { lateDependency } from '../../fixes/late-dependency.ts';

export default rule({
  id: 'boot/is-not-ready-without-dependency',
  level: 'should',
  owner: 'app',
  title: 'A service that has never reached its required dependency is not ready',
  why: 'A deploy with a wrong database address replaces good processes one by one, as soon as each new one says it is ready. Readiness that waits for the first answer of the database stops it at the first.',
  source:
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe',
  doNotFlag:
    'Services whose read route works without the dependency. Whether readiness should follow a dependency that was there before is another question, and answered differently by good people.',
  fix: lateDependency,
  uses: { away },
  judge({ away: { endedAway, listened, probes, reads, attempts } }) {
    if (endedAway !== null) return pass('it exits instead');
    if (!listened) return pass('it does not listen before its dependency is there');
    if (probes.length === 0) return inapplicable('no readiness endpoint is known: tell health.ready');
    const yes = probes.filter(({ response }) => response !== undefined && response.status < 400);
    if (yes.length === 0)
      return attempts.some((count) => count > 0) ? pass() : unclear('it never asked its dependency');
    const broken = reads.filter(({ response }) => response === undefined || response.status >= 500);
    if (reads.length === 0)
      return unclear('no read route is known, so whether it needs the dependency is not either');
    if (broken.length < reads.length) return inapplicable('its read route works without the dependency');
    return fail({
      expected: '503',
      actual: `${yes[0]!.response!.status}, while its read route ends with ${broken[0]!.response?.status ?? broken[0]!.error}`,
      evidence: [yes[0]!, broken[0]!],
    });
  },
});
