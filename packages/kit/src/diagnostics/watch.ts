import type { Finding, FindingRule } from './finding.ts';
import { Findings, type FindingLog } from './findings.ts';
import { watchCrashes, type CrashWatcher } from './watchers/crashes.ts';
import { watchListeners } from './watchers/listeners.ts';
import { watchLoop } from './watchers/loop.ts';
import { watchPool } from './watchers/pool.ts';
import type { Watcher } from './watchers/watcher.ts';

export interface WatchOptions {
  /** Told about each problem, once a minute at most. */
  on?: (finding: Finding) => void;
  /** One line per problem, as `on`; crashes are left to whoever ends the process. */
  log?: FindingLog;
  /** Pools to watch, by name: recognised by shape as in `poolOf`. */
  pools?: Readonly<Record<string, object>>;
  /** Remember which lines take connections while a pool is more than half used. Default `true`. */
  trackHolders?: boolean;
  /** A connection held for longer is reported as lost. Default 30 s. */
  leakAfter?: number;
  /** Most connections one process may open to a pool's server. Default 97: PostgreSQL's 100 less 3 reserved. */
  poolLimit?: number;
  /** Time between two looks at the pools; the event loop is judged over ten of them. Default 500. */
  interval?: number;
}

/** What was found so far; disposing of it takes every listener and wrapper back. */
export interface Watch extends Disposable {
  /** The latest finding of each problem. */
  findings(): Finding[];
  /** How often each rule was broken. */
  counts(): ReadonlyMap<FindingRule, number>;
  /** Counts a crash that Node does not tell the monitor about: a rejection that has a listener. */
  crashed: CrashWatcher['crashed'];
}

/** Watches the running process for leaking listeners, exhausted pools, lost connections, crashes and a blocked loop. */
export function watch({
  on,
  log,
  pools = {},
  trackHolders = true,
  leakAfter = 30_000,
  poolLimit = 97,
  interval = 500,
}: WatchOptions = {}): Watch {
  const findings = new Findings(on, log);
  const { report } = findings;
  const crashes = watchCrashes(report);
  const watchers = new Set<Watcher>([
    crashes,
    watchListeners(report, pools),
    watchLoop(report),
    ...Object.entries(pools).map(([name, pool]) =>
      watchPool(report, name, pool, { trackHolders, leakAfter, limit: poolLimit }),
    ),
  ]);
  const timer = setInterval(() => watchers.forEach(tick), interval).unref();

  // What is watched is other people's objects; one that cannot be read is left alone, and the service goes on.
  function tick(watcher: Watcher): void {
    try {
      watcher.tick?.();
    } catch (error) {
      watchers.delete(watcher);
      watcher.stop();
      log?.error({ err: error }, 'Stopped watching something that cannot be read');
    }
  }

  return {
    findings: () => findings.list(),
    counts: () => findings.counts,
    crashed: crashes.crashed,
    [Symbol.dispose]() {
      clearInterval(timer);
      for (const watcher of watchers) watcher.stop();
    },
  };
}
