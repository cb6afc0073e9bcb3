import type { Visit } from '../target/visit.ts';

/** How many resources of each kind keep the process alive, as Node names them, at equal intervals. */
export type ResourceCounts = Record<string, number>[];

/** Counts the active resources `times` times within `ms`. */
export async function watchResources(
  visit: Visit,
  { ms, times }: { ms: number; times: number },
): Promise<ResourceCounts> {
  const counts: ResourceCounts = [];
  for (let at = 0; at < times; at++) {
    if (at > 0) await visit.sleep(ms / (times - 1));
    visit.timed(() => {
      const count: Record<string, number> = {};
      for (const kind of process.getActiveResourcesInfo()) count[kind] = (count[kind] ?? 0) + 1;
      counts.push(count);
    });
  }
  return counts;
}
