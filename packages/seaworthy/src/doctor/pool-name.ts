import type { PoolFacts } from './probes/watch-pools.ts';

/** What a pool is called in a sentence. */
export function poolName({ kind, to }: Pick<PoolFacts, 'kind' | 'to'>): string {
  return to === undefined ? `the ${kind} pool` : `the ${kind} pool to ${to}`;
}
