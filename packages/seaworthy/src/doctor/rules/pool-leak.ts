import type { DoctorRule } from '../finding.ts';
import { NOT_FOUND, poolName } from '../pool-name.ts';
import { siteOf } from '../site-of.ts';

export const poolLeak: DoctorRule = {
  id: 'pool-leak',
  title: 'Connections that are taken from a pool come back',
  judge({ pools, walk }) {
    if (pools === undefined) return { unclear: 'the heap is too full to look for pools in it' };
    if (pools.length === 0 && walk?.cut === true) return { unclear: NOT_FOUND };
    return pools.flatMap((pool) => {
      const { callers, idleHolders, states, ms } = pool;
      const kept = callers.filter((caller) => caller.kept > 0);
      const all = idleHolders + kept.reduce((sum, caller) => sum + caller.kept, 0);
      const last = states.at(-1);
      if (all === 0 || last === undefined) return [];
      const suspect = [...kept].sort((a, b) => b.kept - a.kept)[0] ?? callers[0];
      const site = suspect && siteOf(suspect.stack);
      const full = last.idle === 0 && last.waiting > 0;
      // One or two connections that do nothing are often held on purpose: LISTEN, an advisory lock.
      if (all < 3 && !full && kept.length === 0) return [];
      return [
        {
          severity: full ? ('error' as const) : ('warn' as const),
          summary: `${all} connection${all === 1 ? '' : 's'} of ${poolName(pool)} ${all === 1 ? 'is' : 'are'} taken and not given back`,
          evidence: [
            `${idleHolders} did nothing for all of ${(ms / 1000).toFixed(0)} s; ${all - idleHolders} were taken meanwhile and left alone`,
            `${last.total} of ${last.max ?? last.total} connections exist, ${last.idle} idle, ${last.waiting} callers waiting`,
            ...(site === undefined ? [] : [`${kept.length > 0 ? 'Taken' : 'Asked for'} by ${site}`]),
          ],
          ...(site !== undefined && { site }),
          fix: 'Release in `finally`, also where an early return or an error leaves the function; or use `pool.query`, which releases by itself. What is held on purpose deserves a client of its own.',
        },
      ];
    });
  },
};
