import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded } from '../../experiments/answer.ts';
import silence from '../../experiments/silence-dependencies.ts';
import { ending, took, toldWithTime } from '../../experiments/took.ts';
import { notNeeded } from '../../experiments/warm-up.ts';
import { dependencyTimeouts } from '../../fixes/dependency-timeouts.ts';

export default rule({
  id: 'dependencies/exhaustion-is-bounded',
  level: 'should',
  owner: 'app',
  title: 'A request does not wait for ever for a free connection, and a full pool empties again',
  why: 'When the dependency is slow, all connections of the pool are in use and requests queue for one. Without a limit that queue only grows, and what is at its head was given up by its client long ago.',
  source: 'https://github.com/brettwooldridge/HikariCP#frequently-used',
  doNotFlag:
    'As many unanswered requests as there are connections: those wait for an answer, which is another rule’s matter. Queues that still move. Services that open a connection for each request.',
  fix: dependencyTimeouts,
  uses: { silence },
  timed: 2000,
  judge({ silence: { first, crowd, connections, recovery, exit, patience, ...warmth } }) {
    if (!warmth.needed) return inapplicable(notNeeded(warmth));
    const all = [first, ...crowd];
    if (exit !== null)
      return fail({ expected: 'a process that lives on', actual: ending(exit), evidence: [exit] });
    if (all.some((read) => statusOf(read) === 429))
      return unclear('it limited our rate: raise the limit for this run');
    if (all.every(succeeded)) return inapplicable('it answers without the dependency');
    if (connections >= all.length)
      return inapplicable(
        `it opened ${connections} connections for ${all.length} requests: nobody had to queue`,
      );
    const waiting = all.filter(({ error }) => error === 'TIMEOUT');
    const latest = Math.max(0, ...all.filter(({ response }) => response !== undefined).map(took));
    if (waiting.length > connections && latest > patience / 2)
      return unclear(`it went on answering, slowly: ${waiting.length} of ${all.length} had no answer yet`);
    if (waiting.length > connections)
      return fail({
        expected: `an answer within ${patience / 1000} s to those who got no connection`,
        actual: `${waiting.length} of ${all.length} requests had none, with ${connections} connections`,
        evidence: waiting.slice(-3),
      });
    if (recovery?.after === null)
      return fail({
        expected: 'success once the dependency answers again',
        actual: `none in ${recovery.waited} ms: ${recovery.failure === undefined ? 'no answer' : toldWithTime(recovery.failure)}`,
        evidence: recovery.failure === undefined ? [] : [recovery.failure],
      });
    return pass(`${all.length} requests, ${connections} connections, the slowest answer after ${latest} ms`);
  },
});
