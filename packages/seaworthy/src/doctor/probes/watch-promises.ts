import type { Visit } from '../target/visit.ts';

/** Promises made during the window that are neither settled nor collected, by where they were made. */
export interface PromiseFacts {
  made: number;
  /** Of those that were looked at. */
  looked: number;
  left: number;
  stacks: { stack: string; left: number }[];
}

/** Watches promises for `ms`, `collect` being called before the count: what nobody holds is no leak. */
export async function watchPromises(
  visit: Visit,
  { ms, share }: { ms: number; share: number },
): Promise<PromiseFacts> {
  interface Born {
    ref: WeakRef<object>;
    stack: string;
  }
  const { promiseHooks } = visit.builtin('v8');
  const born: Born[] = [];
  const settled = new WeakSet<object>();
  let made = 0;
  const stops = [
    promiseHooks.onInit((promise) => {
      made++;
      if (made % share !== 0 || born.length >= 20_000) return;
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = 12;
      const mark: { stack?: string } = {};
      Error.captureStackTrace(mark);
      Error.stackTraceLimit = limit;
      born.push({ ref: new WeakRef(promise), stack: mark.stack ?? '' });
    }),
    promiseHooks.onSettled((promise) => void settled.add(promise)),
  ] as unknown as (() => void)[];
  const stop = visit.change(() => {
    for (const one of stops) one();
  });
  await visit.sleep(ms);
  stop();
  const looked = born.length;
  const { Session } = visit.builtin('inspector');
  const session = new Session();
  session.connect();
  // WeakRefs hold what they refer to until the end of the turn in which they were made.
  await visit.sleep(1);
  session.post('HeapProfiler.collectGarbage');
  session.disconnect();
  return visit.timed(() => {
    const stacks = new Map<string, number>();
    let left = 0;
    for (const { ref, stack } of born) {
      const promise = ref.deref();
      if (promise === undefined || settled.has(promise)) continue;
      left++;
      stacks.set(stack, (stacks.get(stack) ?? 0) + 1);
    }
    return {
      made,
      looked,
      left,
      stacks: [...stacks]
        .map(([stack, n]) => ({ stack, left: n }))
        .sort((a, b) => b.left - a.left)
        .slice(0, 5),
    };
  });
}
