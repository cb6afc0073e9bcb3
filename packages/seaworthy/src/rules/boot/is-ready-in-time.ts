import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import again from '../../experiments/start-again.ts';
import { start } from '../../fixes/start.ts';

export default rule({
  id: 'boot/is-ready-in-time',
  level: 'must',
  owner: 'app',
  title: 'The service is ready within 30 s of its start',
  why: 'A crashed process is replaced as fast as its successor starts, and a deploy takes as long as all starts together. Probes with usual settings restart what has not answered by then, for ever.',
  source:
    'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#startup-probe',
  doNotFlag:
    'A readiness probe that says no for want of a dependency that the check was not told of, while the routes work.',
  fix: start,
  uses: { again },
  timed: 10_000,
  judge({ again: { starts, budget } }) {
    const { answersAfter, probed, readyAfter, readsWork, exit } = starts[0]!;
    if (exit !== null) return unclear('a second process of the service ended by itself');
    const expected = `within ${budget} ms`;
    if (answersAfter === null) return fail({ expected, actual: `no HTTP answer after ${budget} ms` });
    if (!probed) return pass(`answers after ${answersAfter} ms`);
    if (readyAfter !== null) return pass(`ready after ${readyAfter} ms`);
    if (readsWork !== false)
      return unclear('its readiness probe says no; a dependency that the check does not know may be away');
    return fail({ expected, actual: `it answers, but is not ready after ${budget} ms` });
  },
});
