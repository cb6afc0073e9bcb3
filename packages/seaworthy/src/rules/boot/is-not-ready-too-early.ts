import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import again, { failed } from '../../experiments/start-again.ts';
import { start } from '../../fixes/start.ts';

export default rule({
  id: 'boot/is-not-ready-too-early',
  level: 'must',
  owner: 'app',
  title: 'The first requests after "ready" succeed',
  why: 'Traffic arrives the moment a process says it is ready. One that says so before it can serve turns every deploy and every scale-up into errors.',
  source:
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe',
  doNotFlag:
    'Slow first requests. It takes three starts with failing first requests, of a route that works in the same process later.',
  fix: start,
  uses: { again },
  judge({ again: { starts } }) {
    const seen = starts.filter(({ readyAfter }) => readyAfter !== null);
    if (seen.length === 0) return inapplicable('it has no readiness probe that says yes');
    if (seen.every(({ firstReads }) => firstReads.length === 0))
      return inapplicable('no read route is known: tell routes.read');
    const bad = starts.map(({ firstReads }) => firstReads.filter(failed));
    if (bad.some((reads) => reads.length === 0)) return pass(`ready after ${seen[0]!.readyAfter} ms`);
    if (starts.some(({ readsWork }) => readsWork !== true))
      return unclear('the read route does not work in a new process at all');
    if (starts.length < 3) return unclear(`its first requests failed, but only in ${starts.length} starts`);
    const [first] = bad[0]!;
    return fail({
      expected: 'a good answer',
      actual: `${first!.response?.status ?? first!.error}, ${bad[0]!.length} of ${starts[0]!.firstReads.length} times in the first second after "ready", in 3 of 3 starts`,
      evidence: [first!],
    });
  },
});
