import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import outage from '../../experiments/lose-dependencies.ts';
import { median } from '../../experiments/median.ts';
import { reconnecting } from '../../fixes/reconnecting.ts';

/** Connections per second of one process, under a handful of requests. */
const MOST = 20;

export default rule({
  id: 'dependencies/reconnects-gently',
  level: 'should',
  owner: 'app',
  title: 'It does not storm a dependency that refuses connections',
  why: 'A database that comes back under the connection attempts of every replica goes down again. Doubling the pause, with jitter, lets it stand up.',
  source: 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/',
  doNotFlag:
    'One attempt per request, as pools do, or a burst in the first second: it fails when most seconds of the outage see more than 20 attempts of each process.',
  fix: reconnecting,
  uses: { outage },
  judge({ outage: { attempts, processes, diedOf } }) {
    if (diedOf !== null || attempts.length === 0)
      return unclear('the process ended when the dependency was lost');
    const series = `${attempts.join(', ')} attempts in the seconds of the outage`;
    const most = MOST * processes;
    if (median(attempts) <= most) return pass(series);
    return fail({
      expected: `at most ${most} attempts per second`,
      actual: `${median(attempts)} per second`,
      evidence: [{ kind: 'note', text: series }],
    });
  },
});
