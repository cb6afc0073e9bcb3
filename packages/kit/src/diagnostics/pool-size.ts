import type { HoldTimes } from './pool-holders.ts';

/** What is known about the load of a pool. */
export interface PoolLoad {
  /** Connections asked for per second: those taken, and the growth of the queue. */
  arrivalsPerSecond: number;
  times: HoldTimes;
  max: number | undefined;
  /** Most connections that this process may open. */
  limit: number;
}

/**
 * The pool size that the load asks for, and how it was computed: Little's law (callers at once = arrivals per second
 * × time held), with the 95th percentile of the time held in place of the mean, so that slow moments fit as well.
 * `undefined` as long as no connection was given back: then a larger pool would fill up as well.
 */
export function poolSize({ arrivalsPerSecond, times, max, limit }: PoolLoad): {
  size: number | undefined;
  how: string;
} {
  if (times.count === 0) {
    return {
      size: undefined,
      how: 'No connection was given back yet, so a larger pool would fill up as well.',
    };
  }
  const needed = Math.max(1, Math.ceil((arrivalsPerSecond * times.p95) / 1000));
  const law =
    `Little's law: ${arrivalsPerSecond.toFixed(1)} checkouts/s × ${times.p95.toFixed(0)} ms held ` +
    `(p95 of the last ${times.count}; mean ${times.mean.toFixed(0)} ms) = ${needed} in use at once.`;
  if (needed > limit) {
    return {
      size: limit,
      how: `${law} More than the ${limit} that one process may open: hold connections for less time, or shed load.`,
    };
  }
  if (max !== undefined && needed <= max) {
    return {
      size: max,
      how: `${law} The pool's ${max} are enough for that: the queue comes from bursts or from a few long holders.`,
    };
  }
  return {
    size: needed,
    how: `${law} Times the number of processes it must stay below what the server allows (PostgreSQL: \`show max_connections\`, less 3 reserved).`,
  };
}
