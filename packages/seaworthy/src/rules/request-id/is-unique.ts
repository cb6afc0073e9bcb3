import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import collected from '../../experiments/collect-request-ids.ts';
import { requestId } from '../../fixes/request-id.ts';

/** Fewer ids of one process prove nothing. */
const ENOUGH = 20;

export default rule({
  id: 'request-id/is-unique',
  level: 'must',
  owner: 'app',
  title: 'Generated request ids are unique, in every process and after every start',
  why: 'Ids that count from 1 begin again with each restart and in each replica. A search for one of them then finds the requests of many people.',
  source:
    'https://github.com/goldbergyoni/nodebestpractices/blob/master/sections/production/assigntransactionid.md',
  doNotFlag: 'Services without a request id (request-id/is-on-every-response). Any format will do.',
  fix: {
    ...requestId,
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: `Fastify({ genReqId: () => randomUUID() })`, because the default counts `req-1`, `req-2`, … from each start.',
    any: 'Generate ids that are random, such as UUIDs, not counters, times or process ids.',
  },
  uses: { collected },
  judge({ collected: { processes, repeated } }) {
    const known = processes.map((ids) => ids.filter((id) => id !== null));
    const all = known.flat();
    if (all.length === 0) return inapplicable('it sends no request id: see request-id/is-on-every-response');
    const again = all.length - new Set(all).size;
    if (again > 0)
      return fail({
        expected: `${all.length} different ids`,
        actual: `${again} that came before, such as ${repeatedOf(all)}`,
        evidence: repeated.slice(0, 2),
      });
    if (known.some((ids) => ids.length < ENOUGH))
      return unclear(
        `only ${known.map((ids) => ids.length).join(' and ')} answers of the two processes had an id`,
      );
    return pass(`${all.length} different ids from ${known.length} processes`);
  },
});

function repeatedOf(ids: readonly string[]): string {
  return ids.find((id, at) => ids.indexOf(id) < at) ?? '';
}
