import { fail, pass, rule } from '../../engine/rule.ts';
import { succeeded, told } from '../../experiments/answer.ts';
import probes from '../../experiments/ask-probes.ts';
import { healthProbes } from '../../fixes/health-probes.ts';

export default rule({
  id: 'health/has-liveness',
  level: 'must',
  owner: 'app',
  title: 'A liveness probe answers 2xx without credentials',
  why: 'An orchestrator restarts a process that no longer answers, if it knows what to ask. An open port proves little: a blocked event loop still accepts connections.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe',
  doNotFlag:
    'Other names than `/livez`: the usual ones are found, any other can be told as health.live. Probes of another protocol or on another port cannot be seen.',
  fix: healthProbes,
  uses: { probes },
  judge({ probes: { live } }) {
    const expected =
      'a 2xx answer of `/livez`, `/health/live`, `/healthz`, or of what is told as health.live';
    if (live === undefined)
      return fail({ expected, actual: 'none of the usual paths has an answer of its own' });
    if (succeeded(live)) return pass(live.request.path);
    return fail({ expected, actual: `${live.request.path}: ${told(live)}`, evidence: [live] });
  },
});
