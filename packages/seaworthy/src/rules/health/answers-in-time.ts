import type { Exchange } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import lose from '../../experiments/lose-dependencies.ts';
import silent from '../../experiments/silence-dependencies.ts';
import { took, toldWithTime } from '../../experiments/took.ts';
import { healthProbes } from '../../fixes/health-probes.ts';

/** How long an orchestrator waits for a probe by default, in ms. */
const LIMIT = 1000;
/** Slow answers in a row. */
const ROW = 3;

export default rule({
  id: 'health/answers-in-time',
  level: 'must',
  owner: 'app',
  title: 'Probes answer within a second, whatever the dependencies do',
  why: 'Kubernetes gives up after one second, and an answer that comes later counts as a “no”. A probe that waits for a silent database turns its trouble into restarts.',
  source:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes',
  doNotFlag: 'One slow answer, or two: it takes three in a row. Any status will do.',
  fix: healthProbes,
  uses: { outage: lose, silence: silent },
  timed: LIMIT,
  judge({ outage, silence }) {
    const phases = [outage.probes.before, outage.probes.during, silence.probes, outage.probes.after];
    const rows = phases.flatMap(({ live, ready }) => [live, ready]).filter((row) => row.length > 0);
    if (rows.length === 0) return inapplicable('it has no probe: see health/has-liveness');
    const slow = rows.map(slowInARow).find((row) => row !== undefined);
    if (slow === undefined && (outage.diedOf !== null || silence.exit !== null))
      return unclear('the process ended when the dependency was lost');
    if (slow === undefined) {
      const slowest = Math.max(...rows.flat().map(took));
      return pass(`${rows.flat().length} answers, the slowest after ${slowest} ms`);
    }
    return fail({
      expected: 'an answer within 1 s',
      actual: `${slow[0]!.request.path}: ${ROW} times in a row ${toldWithTime(slow[0]!)} or the like`,
      evidence: slow,
    });
  },
});

function slowInARow(answers: readonly Exchange[]): readonly Exchange[] | undefined {
  const at = answers.findIndex(
    (_, i) => i + ROW <= answers.length && answers.slice(i, i + ROW).every(isSlow),
  );
  return at === -1 ? undefined : answers.slice(at, at + ROW);
}

function isSlow(answer: Exchange): boolean {
  return answer.error === 'TIMEOUT' || took(answer) > LIMIT;
}
