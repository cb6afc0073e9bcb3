import type { Finding } from './finding.ts';
import type { Holder, HoldTimes } from './pool-holders.ts';
import type { PoolState } from './pool-shape.ts';
import { poolSize } from './pool-size.ts';
import { siteOf } from './site.ts';

/** What was measured while callers waited for a pool. Times in ms. */
export interface Exhaustion {
  state: PoolState;
  waitingFor: number;
  arrivalsPerSecond: number;
  times: HoldTimes;
  /** Longest holder first. */
  holders: readonly Holder[];
  limit: number;
}

/** Callers wait and nothing is idle: who holds longest, and how large the pool would have to be. */
export function poolExhausted(pool: string, measured: Exhaustion): Finding {
  const { state, waitingFor, arrivalsPerSecond, times, holders, limit } = measured;
  const { total, idle, waiting, max } = state;
  const { size, how } = poolSize({ arrivalsPerSecond, times, max, limit });
  const [longest] = holders;
  const located = holders.find(({ mark }) => siteOf(mark?.stack) !== undefined);
  const site = siteOf(located?.mark?.stack);
  return {
    rule: 'pool-exhausted',
    severity: 'error',
    summary:
      `Pool \`${pool}\` is exhausted: ${total} of ${max ?? total} connections in use, ${waiting} waiting` +
      (longest === undefined ? '' : `; the longest is held for ${held(longest)} ms`) +
      (located === undefined || located === longest ? '' : `; one is held for ${held(located)} ms`) +
      takenAt(site),
    evidence: {
      pool,
      total,
      idle,
      waiting,
      max,
      waitingForMs: Math.round(waitingFor),
      longestHoldMs: longest && held(longest),
      arrivalsPerSecond: round(arrivalsPerSecond),
      meanHoldMs: round(times.mean),
      p95HoldMs: round(times.p95),
      suggestedMax: size,
    },
    ...(site !== undefined && { site }),
    fix: `Give connections back sooner: no other I/O while one is held, release in \`finally\`. ${how}`,
  };
}

/** A connection that nobody gave back. */
export function poolLeak(pool: string, holder: Holder): Finding {
  const heldMs = held(holder);
  const site = siteOf(holder.mark?.stack);
  return {
    rule: 'pool-leak',
    severity: 'warn',
    summary: `A connection of pool \`${pool}\` has not been given back for ${(heldMs / 1000).toFixed(1)} s${takenAt(site)}`,
    evidence: { pool, heldMs },
    ...(site !== undefined && { site }),
    fix: 'Release it in `finally`. If it is meant to be held (LISTEN, a lock), open a client of its own for that.',
  };
}

/** Something was named as a pool that cannot be read as one. */
export function poolUnknown(pool: string, object: object): Finding {
  const type = object.constructor?.name ?? 'Object';
  return {
    rule: 'pool-unknown',
    severity: 'info',
    summary:
      `Pool \`${pool}\` cannot be read: expected a pool of pg, mysql2, Knex, Drizzle, TypeORM, Sequelize, ` +
      `generic-pool or undici, got \`${type}\``,
    evidence: { pool, type },
    fix: "Name the driver's own pool, e.g. the `pg.Pool` that the query builder was given.",
  };
}

function held({ since }: Holder): number {
  return Math.round(performance.now() - since);
}

function takenAt(site: string | undefined): string {
  return site === undefined ? '' : `, taken at ${site}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
