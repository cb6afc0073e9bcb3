import type * as async_hooks from 'node:async_hooks';
import type * as events from 'node:events';
import type * as inspector from 'node:inspector';
import type * as module from 'node:module';
import type * as net from 'node:net';
import type * as os from 'node:os';
import type * as perf_hooks from 'node:perf_hooks';
import type * as timers from 'node:timers';
import type * as util from 'node:util';
import type * as v8 from 'node:v8';
import type * as worker_threads from 'node:worker_threads';

import type { PoolState } from '../probes/know-pools.ts';

/**
 * What the doctor leaves in the target for as long as it examines it, and takes away again. This file's function is
 * sent as text: it may use nothing but its argument and Node.
 */
export interface Visit {
  /** A module of Node's own. */
  builtin<Name extends keyof Builtins>(name: Name): Builtins[Name];
  /** Remembers how to take a change back, and returns the function that does so now; taken back once at most. */
  change(undo: () => void): () => void;
  /** Does synchronous work and remembers how long it held the target. */
  timed<Result>(work: () => Result): Result;
  /** By the timers as they were before the visit. */
  sleep(ms: number): Promise<void>;
  /** What one probe found for a later one. */
  found: { pools: FoundPool[] };
  /** The pool that an object is, if any; taught by `knowPools`. */
  poolOf(value: object, path: string): FoundPool | undefined;
  /** Longest piece of work so far, in ms. */
  longest: number;
  /** Puts the moment off at which everything is taken back by itself. */
  alive(): void;
  /** Takes everything back, and closes the inspector if it was opened for the visit. */
  end(): void;
}

/** A pool that the walk came upon. */
export interface FoundPool {
  /** How it was reached. */
  path: string;
  kind: string;
  pool: object;
  /** What is known of where it connects to: `host:port/database`. */
  to: string | undefined;
  read(): PoolState;
}

/** The modules that probes ask for. */
export interface Builtins {
  async_hooks: typeof async_hooks;
  events: typeof events;
  inspector: typeof inspector;
  module: typeof module & { _cache?: Record<string, { exports: unknown }> };
  net: typeof net;
  os: typeof os;
  perf_hooks: typeof perf_hooks;
  timers: typeof timers;
  util: typeof util;
  v8: typeof v8;
  worker_threads: typeof worker_threads;
}

export interface VisitOptions {
  /** Description of the symbol under which the visit is found. */
  key: string;
  /** Without a word from the doctor for so many ms, everything is taken back. */
  deadMan: number;
}

/** The symbol's description: one doctor at a time. */
export const VISIT = 'seaworthy.doctor';

/** Runs in the target. Returns why it cannot be visited, if so. `closeInspector` comes from a doctor that opened it. */
export function beginVisit(
  { key, deadMan }: VisitOptions,
  closeInspector: () => void = () => {},
): string | undefined {
  const place = globalThis as unknown as Record<symbol, Visit | undefined>;
  const symbol = Symbol.for(key);
  if (typeof process.getBuiltinModule !== 'function')
    return `Node ${process.version} is too old to be examined: 20.16 and 22.3 are the first that can.`;
  if (place[symbol] !== undefined) return 'Another doctor examines this process.';
  const changes = new Set<() => void>();
  // Not those of the moment: the target may have replaced them, and the doctor may be about to.
  const { setTimeout: later, clearTimeout: never } = process.getBuiltinModule('timers');
  const visit: Visit = {
    builtin: (name) => process.getBuiltinModule(name) as never,
    change(undo) {
      const once = () => {
        if (changes.delete(once)) undo();
      };
      changes.add(once);
      return once;
    },
    timed(work) {
      const since = performance.now();
      try {
        return work();
      } finally {
        visit.longest = Math.max(visit.longest, performance.now() - since);
      }
    },
    sleep: (ms) => new Promise((resolve) => void later(resolve, ms)),
    found: { pools: [] },
    poolOf: () => undefined,
    longest: 0,
    alive() {
      never(timer);
      timer = later(visit.end, deadMan);
      timer.unref();
    },
    end() {
      never(timer);
      delete place[symbol];
      // It waits, so what goes wrong below does not keep the inspector open.
      closeInspector();
      // Last change first, as with any stack of wrappers.
      for (const undo of [...changes].toReversed()) undo();
    },
  };
  let timer = later(() => {}, 0);
  timer.unref();
  visit.alive();
  Object.defineProperty(place, symbol, { value: visit, configurable: true, enumerable: false });
  return undefined;
}
