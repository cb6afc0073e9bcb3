import type { Exchange } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { objectOf, statusOf, told } from '../../experiments/answer.ts';
import outage from '../../experiments/lose-dependencies.ts';
import { healthProbes } from '../../fixes/health-probes.ts';

const BAD = new Set([
  'down',
  'fail',
  'failed',
  'failing',
  'error',
  'unhealthy',
  'unavailable',
  'out_of_service',
]);
const GOOD = new Set(['up', 'ok', 'pass', 'healthy', 'ready', 'alive']);

export default rule({
  id: 'health/status-agrees-with-body',
  level: 'must',
  owner: 'app',
  title: 'The status code of a probe says the same as its body',
  why: 'Orchestrators and load balancers read the status code only. “down” with a 200 keeps a broken replica in service, and people who read the body do not understand why.',
  source: 'https://datatracker.ietf.org/doc/html/draft-inadarei-api-health-check-06#section-3',
  doNotFlag:
    'States in between such as “degraded” or “warn”, the states of parts below `checks` or `components`, and bodies without a `status`.',
  fix: {
    ...healthProbes,
    any: 'Answer 503 whenever the body says that it is down, and 200 only when it says that it is up.',
  },
  uses: { outage },
  judge({ outage: { probes } }) {
    const phases = [probes.before, probes.during, probes.after];
    const answers = phases.flatMap(({ live, ready }) => [...live, ...ready]);
    const telling = answers.filter((answer) => saidBy(answer) !== undefined);
    if (telling.length === 0) return inapplicable('no probe has a JSON body with a `status`');
    const lie = telling.find((answer) => {
      const good = statusOf(answer) < 400;
      return (good ? BAD : GOOD).has(saidBy(answer)!);
    });
    if (lie === undefined) return pass(`${telling.length} answers, before, during and after an outage`);
    return fail({
      expected: 'one message',
      actual: `${lie.request.path}: ${told(lie)} with the status “${saidBy(lie)}”`,
      evidence: [lie],
    });
  },
});

function saidBy(answer: Exchange): string | undefined {
  const status = objectOf(answer)?.['status'];
  return typeof status === 'string' ? status.toLowerCase() : undefined;
}
