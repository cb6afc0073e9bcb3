import type { Visit } from '../target/visit.ts';

export type BirthKind = 'timer' | 'interval' | 'outgoing socket';

/** What one line of code made during the window, and how much of it was still there at the end. */
export interface Births {
  kind: BirthKind;
  stack: string;
  made: number;
  left: number;
  /** Of sockets: where to. */
  to?: string;
  /** Of timers: the longest delay among those left, in ms. */
  delay?: number;
}

/** Watches who makes timers and outgoing sockets, for `ms`, and which of them are left at the end. */
export async function watchBirths(visit: Visit, { ms }: { ms: number }): Promise<Births[]> {
  interface Birth {
    kind: BirthKind;
    stack: string;
    ref: WeakRef<object>;
    to?: string;
    delay?: number;
  }
  const births: Birth[] = [];
  let watching = true;
  let looks = 0;

  function born(
    kind: BirthKind,
    thing: object,
    below: (...args: never[]) => unknown,
    more: { to?: string; delay?: number },
  ): void {
    looks++;
    // Of very many some are enough: each stack costs some microseconds.
    if (!watching || births.length >= 5_000 || (looks > 2_000 && looks % 20 !== 0)) return;
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 15;
    const mark: { stack?: string } = {};
    Error.captureStackTrace(mark, below);
    Error.stackTraceLimit = limit;
    births.push({ kind, stack: mark.stack ?? '', ref: new WeakRef(thing), ...more });
  }

  const undo: (() => void)[] = [];
  const { syncBuiltinESMExports } = visit.builtin('module');
  // Last to be taken back, as it copies what the others have restored.
  undo.push(visit.change(() => syncBuiltinESMExports()));
  const places = [globalThis, visit.builtin('timers')] as unknown as Record<
    string,
    (...args: unknown[]) => object
  >[];
  for (const [name, kind] of [
    ['setTimeout', 'timer'],
    ['setInterval', 'interval'],
  ] as const)
    for (const place of places) {
      const original = place[name]!;
      const patched = Object.assign(function made(this: unknown, ...args: unknown[]) {
        const timer = original.apply(this, args);
        const delay = Number(args[1] ?? 0);
        // Short ones come and go; what piles up lives long.
        if (kind === 'interval' || delay >= 1_000) born(kind, timer, made, { delay });
        return timer;
      }, original);
      for (const symbol of Object.getOwnPropertySymbols(original))
        Object.defineProperty(patched, symbol, Object.getOwnPropertyDescriptor(original, symbol)!);
      place[name] = patched;
      undo.push(
        visit.change(() => {
          if (place[name] === patched) place[name] = original;
        }),
      );
    }
  syncBuiltinESMExports();

  const sockets = visit.builtin('net').Socket.prototype as unknown as { connect(...args: unknown[]): object };
  const connect = sockets.connect;
  function connecting(this: object, ...args: unknown[]) {
    const options = (Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0]) as
      { host?: string; port?: number; path?: string } | undefined;
    const to =
      typeof options === 'object' && options !== null
        ? (options.path ?? `${options.host ?? 'localhost'}:${options.port ?? '?'}`)
        : String(options);
    born('outgoing socket', this, connecting, { to });
    return connect.apply(this, args);
  }
  sockets.connect = connecting;
  undo.push(
    visit.change(() => {
      if (sockets.connect === connecting) sockets.connect = connect;
    }),
  );

  await visit.sleep(ms);
  // Who wrapped ours meanwhile goes on calling it; it then only passes on.
  watching = false;
  for (const back of undo.toReversed()) back();
  return visit.timed(() => {
    const groups = new Map<string, Births>();
    for (const { kind, stack, ref, to, delay } of births) {
      const key = `${kind} ${to ?? ''} ${stack}`;
      let group = groups.get(key);
      if (group === undefined)
        groups.set(key, (group = { kind, stack, made: 0, left: 0, ...(to !== undefined && { to }) }));
      group.made++;
      const thing = ref.deref() as { destroyed?: boolean; _destroyed?: boolean } | undefined;
      if (thing === undefined || thing.destroyed === true || thing._destroyed === true) continue;
      group.left++;
      if (delay !== undefined) group.delay = Math.max(group.delay ?? 0, delay);
    }
    births.length = 0;
    return [...groups.values()].sort((a, b) => b.left - a.left).slice(0, 20);
  });
}
