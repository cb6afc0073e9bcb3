import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import burst, { isLate } from '../../experiments/burst.ts';
import { median } from '../../experiments/median.ts';
import { took } from '../../experiments/took.ts';
import { overload } from '../../fixes/overload.ts';

export default rule({
  id: 'overload/liveness-answers',
  level: 'should',
  owner: 'app',
  title: 'The liveness probe answers within a second during a burst',
  why: 'A probe that waits behind the burst makes the platform restart the process in the middle of it. Its share of the traffic then falls on the others, which are restarted next.',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  doNotFlag:
    'Single late probes: half of them must be late, in three bursts of three. A checker that was itself too busy judges nothing.',
  fix: overload,
  uses: { burst },
  timed: 1000,
  judge({ burst: { rounds, late, connections } }) {
    if (rounds.every(({ probes }) => probes.length === 0))
      return inapplicable('no liveness endpoint is known: serve `/livez`, or tell health.live');
    const slow = rounds.filter(({ probes }) => isLate(probes));
    const typical = (at: number): number => Math.round(median(rounds[at]!.probes.map(took)));
    if (slow.length < rounds.length)
      return pass(`${typical(rounds.length - 1)} ms next to ${connections} connections`);
    if (rounds.length < 3) return unclear(`seen only in ${rounds.length} bursts`);
    return fail({
      expected: `an answer within ${late} ms`,
      actual: `${rounds.map((_, at) => `${typical(at)} ms`).join(', ')} in the middle of 3 bursts`,
      evidence: slow[0]!.probes.slice(0, 3),
    });
  },
});
