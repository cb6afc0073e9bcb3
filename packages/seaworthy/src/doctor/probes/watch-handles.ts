import type { Visit } from '../target/visit.ts';

/** Resources of one kind that one line of code made during the window, and how many of them were left at its end. */
export interface HandleBirths {
  kind: string;
  stack: string;
  made: number;
  left: number;
}

/** Watches who makes resources of these kinds, for `ms`. The hook costs the process something, so only these are asked for. */
export async function watchHandles(
  visit: Visit,
  { ms, kinds }: { ms: number; kinds: string[] },
): Promise<HandleBirths[]> {
  const { createHook } = visit.builtin('async_hooks');
  const wanted = new Map(kinds.map((kind) => [kind.toUpperCase(), kind]));
  const groups = new Map<string, HandleBirths>();
  const alive = new Map<number, HandleBirths>();
  const hook = createHook({
    init(id, type) {
      const kind = wanted.get(type);
      if (kind === undefined || alive.size >= 5_000) return;
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = 20;
      const mark: { stack?: string } = {};
      Error.captureStackTrace(mark);
      Error.stackTraceLimit = limit;
      const { stack = '' } = mark;
      let group = groups.get(stack);
      if (group === undefined) groups.set(stack, (group = { kind, stack, made: 0, left: 0 }));
      group.made++;
      group.left++;
      alive.set(id, group);
    },
    destroy(id) {
      const group = alive.get(id);
      if (group === undefined) return;
      group.left--;
      alive.delete(id);
    },
  });
  hook.enable();
  const stop = visit.change(() => void hook.disable());
  await visit.sleep(ms);
  stop();
  return [...groups.values()].sort((a, b) => b.left - a.left).slice(0, 10);
}
