import type { Report } from '../findings.ts';
import { poolExhausted, poolLeak, poolUnknown } from '../pool-findings.ts';
import { PoolHolders } from '../pool-holders.ts';
import { poolOf, type PoolReader, type PoolState } from '../pool-shape.ts';
import { tapPool } from '../pool-tap.ts';
import type { Watcher } from './watcher.ts';

export interface PoolWatchOptions {
  /** Remember the lines that take connections. */
  trackHolders: boolean;
  /** A connection held for longer than this, in ms, is taken for lost. */
  leakAfter: number;
  /** Most connections one process may open. */
  limit: number;
}

/** Load is measured over this many intervals; a pool that was not found by then is reported. */
const WINDOW_TICKS = 60;

/** A pool that callers wait for, and connections that never come back. */
export function watchPool(report: Report, name: string, object: object, options: PoolWatchOptions): Watcher {
  const holders = new PoolHolders();
  const window = [{ at: performance.now(), asked: 0 }];
  let reader: PoolReader | undefined;
  let untap: (() => void) | undefined;
  let exhaustedSince: number | undefined;
  let looks = 0;

  // Some wrappers make their pool on first use.
  function look(): void {
    reader = poolOf(object);
    if (reader !== undefined) untap = tapPool(reader, holders, options.trackHolders);
    else if (++looks === WINDOW_TICKS) report(`pool-unknown:${name}`, poolUnknown(name, object));
  }

  function judge(state: PoolState, now: number): void {
    const { total, idle, waiting, max } = state;
    if (waiting === 0 || idle > 0 || (max !== undefined && total < max)) {
      exhaustedSince = undefined;
    } else if (exhaustedSince === undefined) {
      // One look may have met a burst; the next one finds callers who have really waited.
      exhaustedSince = now;
    } else {
      const waitingFor = now - exhaustedSince;
      const { limit } = options;
      const measured = {
        state,
        waitingFor,
        arrivalsPerSecond: arrivals(),
        times: holders.times(),
        holders: holders.longest(),
        limit,
      };
      report(`pool-exhausted:${name}`, poolExhausted(name, measured));
    }
  }

  function arrivals(): number {
    const [first, last] = [window[0]!, window.at(-1)!];
    return Math.max(0, ((last.asked - first.asked) * 1000) / Math.max(1, last.at - first.at));
  }

  look();
  return {
    tick() {
      if (reader === undefined) return look();
      const state = reader.read();
      const now = performance.now();
      window.push({ at: now, asked: holders.taken + state.waiting });
      if (window.length > WINDOW_TICKS) window.shift();
      judge(state, now);
      for (const holder of holders.longest()) {
        if (now - holder.since < options.leakAfter) break;
        const leak = poolLeak(name, holder);
        report(`pool-leak:${name}:${leak.site}`, leak);
      }
    },
    stop: () => untap?.(),
  };
}
