import type { PoolFacts } from './probes/watch-pools.ts';

/** What a pool is called in a sentence. */
export function poolName({ kind, to }: Pick<PoolFacts, 'kind' | 'to'>): string {
  return to === undefined ? `the ${kind} pool` : `the ${kind} pool to ${to}`;
}

/** Why nothing can be said of pools that may be there. */
export const NOT_FOUND = 'no pool was found in the part of the heap that could be walked in the time';
