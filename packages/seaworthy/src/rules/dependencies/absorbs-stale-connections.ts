import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded, told } from '../../experiments/answer.ts';
import idle from '../../experiments/cut-idle-connections.ts';
import { notNeeded } from '../../experiments/warm-up.ts';
import { poolErrors } from '../../fixes/pool-errors.ts';

export default rule({
  id: 'dependencies/absorbs-stale-connections',
  level: 'should',
  owner: 'app',
  title: 'Connections that broke while idle cost at most one request',
  why: 'After a failover every pooled connection is dead, while the database is fine. A pool that hands them out one by one fails as many requests as it has connections, on every replica.',
  source: 'https://docs.sqlalchemy.org/en/20/core/pooling.html#dealing-with-disconnects',
  doNotFlag:
    'One failed request: pools that notice by using a connection, and then throw all of them away. Routes that do without the dependency.',
  fix: poolErrors,
  uses: { idle },
  timed: 2000,
  judge({ idle: { cuts, ...warmth } }) {
    if (!warmth.needed) return inapplicable(notNeeded(warmth));
    if (cuts.some(({ exit }) => exit !== null))
      return unclear('the process ended when its idle connections were cut');
    if (cuts.every(({ connections }) => connections === 0))
      return inapplicable('it keeps no connection to its dependencies open between two requests');
    const rounds = cuts.map(({ reads, ...cut }) => ({
      ...cut,
      failed: reads.filter((read) => !succeeded(read)),
    }));
    if (rounds.some(({ failed }) => failed.some((read) => statusOf(read) === 429)))
      return unclear('it limited our rate: raise the limit for this run');
    const worst = rounds.find(({ failed }) => failed.length > 1);
    if (worst === undefined) return pass();
    return fail({
      expected: 'at most one failed request of ten',
      actual: `${worst.failed.length} of ten failed after ${worst.connections} idle connections were cut (${worst.how}), although the dependency was there: ${told(worst.failed[0]!)}`,
      evidence: worst.failed.slice(0, 3),
    });
  },
});
