import type { PoolState } from './know-pools.ts';
import type { Visit } from '../target/visit.ts';

/** One pool during the window. Times in ms. */
export interface PoolFacts {
  path: string;
  kind: string;
  /** What is known of where it connects to: `host:port/database`. */
  to: string | undefined;
  /** At equal intervals. */
  states: PoolState[];
  /** Checkouts during the window, where the pool tells (pg). */
  taken: number;
  /** How long connections were held that came back during the window. */
  held: number[];
  /** Longest that somebody waited, as far as it was within the window (pg). */
  longestWait: number;
  /** Who asked for a connection during the window, most frequent first. */
  callers: { stack: string; times: number; waiting: number; kept: number }[];
  /** Connections that were out during the whole window and did nothing (pg). */
  idleHolders: number;
  ms: number;
}

/** Watches the pools that the walk found, for `ms`. */
export async function watchPools(
  visit: Visit,
  { ms, times }: { ms: number; times: number },
): Promise<PoolFacts[]> {
  // oxlint-disable-next-line typescript/no-explicit-any -- foreign objects, read by shape
  type Shape = any;
  interface Caller {
    stack: string;
    times: number;
    waiting: number;
    kept: number;
  }
  interface Watched {
    facts: PoolFacts;
    pool: Shape;
    read(): PoolState;
    callers: Map<string, Caller>;
    /** Clients that are out since before the window, or were taken within it. */
    out: Map<object, { since: number; caller: Caller | undefined; before: boolean; active: boolean }>;
  }
  const clock = performance;
  function isIdle(client: Shape): boolean {
    const active = client._activeQuery ?? client.activeQuery ?? null;
    const queue = client._queryQueue ?? client.queryQueue ?? [];
    return active === null && queue.length === 0;
  }

  function watchPg({ pool, callers, out, facts }: Watched): void {
    const idle = new Set(pool._idle.map((item: Shape) => item.client ?? item));
    const now = clock.now();
    for (const client of pool._clients)
      if (!idle.has(client))
        out.set(client, { since: now, caller: undefined, before: true, active: !isIdle(client) });
    const asked: { caller: Caller | undefined; since: number }[] = [];
    // A pool serves those who wait in their order: first the ones that had come before us.
    let before: number = pool._pendingQueue?.length ?? 0;
    const connect = pool.connect;
    function connecting(this: Shape, ...args: unknown[]) {
      const bound = Error.stackTraceLimit;
      Error.stackTraceLimit = 25;
      const mark: { stack?: string } = {};
      Error.captureStackTrace(mark, connecting);
      Error.stackTraceLimit = bound;
      const stack = mark.stack ?? '';
      let caller = callers.get(stack);
      if (caller === undefined && callers.size < 100)
        callers.set(stack, (caller = { stack, times: 0, waiting: 0, kept: 0 }));
      if (caller !== undefined) {
        caller.times++;
        caller.waiting++;
      }
      asked.push({ caller, since: clock.now() });
      return connect.apply(this, args);
    }
    const had = Object.getOwnPropertyDescriptor(pool, 'connect');
    pool.connect = connecting;
    const acquired = (client: object) => {
      const served = before > 0 ? undefined : asked.shift();
      if (before > 0) before--;
      const { caller, since = now } = served ?? {};
      if (caller !== undefined) caller.waiting--;
      facts.longestWait = Math.max(facts.longestWait, clock.now() - since);
      facts.taken++;
      out.set(client, { since: clock.now(), caller, before: false, active: false });
    };
    const released = (_error: unknown, client: object) => {
      const holder = out.get(client);
      if (holder === undefined) return;
      out.delete(client);
      if (!holder.before && facts.held.length < 1_000) facts.held.push(clock.now() - holder.since);
    };
    pool.on('acquire', acquired);
    pool.on('release', released);
    undo.push(
      visit.change(() => {
        if (pool._pendingQueue?.length > 0)
          facts.longestWait = Math.max(
            facts.longestWait,
            clock.now() - (before > 0 ? now : (asked[0]?.since ?? now)),
          );
        pool.off('acquire', acquired);
        pool.off('release', released);
        if (pool.connect !== connecting) return;
        if (had === undefined) delete pool.connect;
        else Object.defineProperty(pool, 'connect', had);
      }),
    );
  }

  const undo: (() => void)[] = [];
  const watched: Watched[] = [];
  for (const { path, kind, pool, to, read } of visit.found.pools.slice(0, 20))
    try {
      const facts: PoolFacts = {
        path,
        kind,
        to,
        states: [],
        taken: 0,
        held: [],
        longestWait: 0,
        callers: [],
        idleHolders: 0,
        ms,
      };
      const one: Watched = { facts, pool, read, callers: new Map(), out: new Map() };
      visit.timed(() => {
        if (kind === 'pg') watchPg(one);
      });
      watched.push(one);
    } catch {
      // What cannot be read is no pool that we know.
    }
  for (let at = 0; at < times && watched.length > 0; at++) {
    if (at > 0) await visit.sleep(ms / (times - 1));
    visit.timed(() => {
      for (const { facts, read, out } of watched) {
        facts.states.push(read());
        for (const [client, holder] of out) if (!isIdle(client)) holder.active = true;
      }
    });
  }
  for (const back of undo.toReversed()) back();
  return visit.timed(() =>
    watched.map(({ facts, callers, out }) => {
      for (const { caller, before, active, since } of out.values()) {
        if (before && !active) facts.idleHolders++;
        // Long enough to say that it is kept: half of the window, doing nothing.
        if (!before && !active && caller !== undefined && clock.now() - since > ms / 2) caller.kept++;
      }
      facts.callers = [...callers.values()].sort((a, b) => b.times - a.times).slice(0, 5);
      return facts;
    }),
  );
}
