import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import idle from '../../experiments/cut-idle-connections.ts';
import { ending } from '../../experiments/took.ts';
import { poolErrors } from '../../fixes/pool-errors.ts';

export default rule({
  id: 'dependencies/survives-cut-connections',
  level: 'must',
  owner: 'app',
  title: 'A broken idle connection does not end the process',
  why: 'Databases restart, fail over and close idle connections; so do firewalls. A pool that nobody listens to turns that into an uncaught error, and every replica dies at the same moment.',
  source: 'https://node-postgres.com/apis/pool#events',
  doNotFlag:
    'Services that keep no connection open between two requests. Requests that fail afterwards are the matter of other rules.',
  fix: poolErrors,
  uses: { idle },
  judge({ idle: { cuts } }) {
    const deadly = cuts.find(({ exit }) => exit !== null);
    if (deadly !== undefined) {
      const { how, connections, exit, lastWords } = deadly;
      return fail({
        expected: 'a process that lives on',
        actual: `${ending(exit!)} when ${connections} idle connections were cut (${how})`,
        evidence: [exit!, ...lastWords],
      });
    }
    if (cuts.every(({ connections }) => connections === 0))
      return inapplicable('it keeps no connection to its dependencies open between two requests');
    if (!cuts.every(({ reads }) => reads.some(({ response }) => response !== undefined)))
      return unclear('it did not end, but answered nothing afterwards');
    return pass(cuts.map(({ how, connections }) => `${connections} by ${how}`).join(', '));
  },
});
