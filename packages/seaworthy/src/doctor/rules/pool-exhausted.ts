import type { DoctorRule } from '../finding.ts';
import { NOT_FOUND, poolName } from '../pool-name.ts';
import type { PoolFacts } from '../probes/watch-pools.ts';
import { siteOf } from '../site-of.ts';

export const poolExhausted: DoctorRule = {
  id: 'pool-exhausted',
  title: 'Nobody waits for a connection of a pool',
  judge({ pools, walk }) {
    if (pools === undefined) return { unclear: 'the heap is too full to look for pools in it' };
    if (pools.length === 0 && walk?.cut === true) return { unclear: NOT_FOUND };
    return pools.flatMap((pool) => {
      const { states, taken, held, callers, longestWait, ms } = pool;
      const starved = states.filter(({ idle, waiting }) => waiting > 0 && idle === 0);
      // A queue that comes and goes is what a pool is for.
      if (states.length === 0 || starved.length < states.length * 0.8) return [];
      const last = states.at(-1)!;
      const longest = Math.max(...states.map(({ waiting }) => waiting));
      const site = callers.map(({ stack }) => siteOf(stack)).find((one) => one !== undefined);
      return [
        {
          severity: 'error',
          summary: `Exhausted is ${poolName(pool)}: ${last.total} of ${last.max ?? last.total} connections in use, up to ${longest} callers waiting`,
          evidence: [
            `Somebody waited at ${starved.length} of ${states.length} looks within ${(ms / 1000).toFixed(0)} s`,
            `${taken} connections were taken and ${held.length} given back meanwhile`,
            ...(longestWait === 0
              ? []
              : [
                  `Somebody waited for ${longestWait.toFixed(0)} ms${longestWait >= ms * 0.9 ? ' or longer' : ''}`,
                ]),
            ...(site === undefined ? [] : [`Most calls come from ${site}`]),
          ],
          ...(site !== undefined && { site }),
          fix: sizing(arrivals(pool), held, last.max, ms),
        },
      ];
    });
  },
};

/** Those that were served, and by how much the queue grew; or everybody who asked, where that is known. */
function arrivals({ taken, states, callers }: PoolFacts): number {
  const grown = (states.at(-1)?.waiting ?? 0) - (states[0]?.waiting ?? 0);
  return Math.max(
    taken + grown,
    callers.reduce((sum, { times }) => sum + times, 0),
  );
}

/** Little's law: those at once are arrivals per second times the time held; the 95th percentile leaves room. */
function sizing(asked: number, held: readonly number[], max: number | undefined, ms: number): string {
  const sooner = 'Give connections back sooner: no other I/O while one is held, release in `finally`.';
  if (held.length < 5)
    return `${sooner} Too few came back to compute a size: a larger pool would fill up as well.`;
  const p95 = [...held].sort((a, b) => a - b)[Math.ceil(held.length * 0.95) - 1]!;
  const perSecond = (asked * 1000) / ms;
  const needed = Math.max(1, Math.ceil((perSecond * p95) / 1000));
  const law = `Little's law: ${perSecond.toFixed(1)} checkouts/s × ${p95.toFixed(0)} ms held (p95 of ${held.length}) = ${needed} at once.`;
  return needed > (max ?? 0)
    ? `${sooner} Or a pool of ${needed}. ${law}`
    : `${sooner} The pool of ${max} already serves all that it can, so what arrives is more: ${law} A pool of ${(max ?? needed) * 2} is the next to try, as far as the server allows.`;
}
