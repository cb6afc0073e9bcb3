import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { succeeded } from '../../experiments/answer.ts';
import outage from '../../experiments/lose-dependencies.ts';
import { toldWithTime } from '../../experiments/took.ts';
import { notNeeded } from '../../experiments/warm-up.ts';
import { reconnecting } from '../../fixes/reconnecting.ts';

export default rule({
  id: 'dependencies/recovers-by-itself',
  level: 'must',
  owner: 'app',
  title: 'It works again by itself once its dependency is back',
  why: 'An outage of a minute must not become one that lasts until somebody restarts every replica. Clients that give up reconnecting, or remember a failure for ever, do just that.',
  source: 'https://sre.google/sre-book/addressing-cascading-failures/',
  doNotFlag:
    'Back-off: it has a minute after an outage of some seconds, until twenty requests in a row work.',
  fix: reconnecting,
  uses: { outage },
  timed: 2000,
  judge({ outage: { refused, later, recovery, diedOf, ...warmth } }) {
    if (!warmth.needed) return inapplicable(notNeeded(warmth));
    if (diedOf !== null || recovery === undefined)
      return unclear('the process ended when the dependency was lost');
    if ([...refused, ...later].every(succeeded)) return inapplicable('it answers without the dependency');
    const { after, waited, failure } = recovery;
    if (after !== null) return pass(`${after} ms after the dependency was back`);
    return fail({
      expected: 'twenty successes in a row within a minute',
      actual: `${failure === undefined ? 'too few' : toldWithTime(failure)}, still ${waited} ms after the dependency was back`,
      evidence: failure === undefined ? [] : [failure],
    });
  },
});
