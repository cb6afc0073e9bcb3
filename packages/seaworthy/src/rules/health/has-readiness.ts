import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded, told } from '../../experiments/answer.ts';
import probes from '../../experiments/ask-probes.ts';
import { healthProbes } from '../../fixes/health-probes.ts';

export default rule({
  id: 'health/has-readiness',
  level: 'must',
  owner: 'app',
  title: 'A readiness probe answers without credentials',
  why: 'Load balancers ask it whom to send traffic to: not to a process that still starts, and no longer to one that stops. Liveness cannot say that, since a “no” from it means a restart.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#types-of-probe',
  doNotFlag:
    'Other names than `/readyz`: the usual ones are found, any other can be told as health.ready. One endpoint of a general name (`/health`) may be meant for both questions. A 503 is an answer.',
  fix: healthProbes,
  uses: { probes },
  judge({ probes: { live, ready, general } }) {
    const expected = 'an answer of `/readyz`, `/health/ready`, or of what is told as health.ready';
    if (ready === undefined && general)
      return unclear(
        `${live!.request.path} is the only probe found and is taken for liveness: tell health.ready if it is for both`,
      );
    if (ready === undefined)
      return fail({ expected, actual: 'none of the usual paths has an answer of its own' });
    if (succeeded(ready) || statusOf(ready) === 503) return pass(ready.request.path);
    return fail({ expected, actual: `${ready.request.path}: ${told(ready)}`, evidence: [ready] });
  },
});
