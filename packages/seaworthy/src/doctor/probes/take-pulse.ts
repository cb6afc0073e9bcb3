import type { PoolState } from './know-pools.ts';
import type { Visit } from '../target/visit.ts';

/** A process at one moment. Sizes in bytes, times in ms since the pulse before. */
export interface Pulse {
  heapUsed: number;
  heapLimit: number;
  rss: number;
  resources: Record<string, number>;
  pools: (PoolState & { name: string })[];
}

/** What can be read at once, without watching. */
export function takePulse(visit: Visit): Pulse {
  return visit.timed(() => {
    const { heapUsed, rss } = process.memoryUsage();
    const resources: Record<string, number> = {};
    for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
    return {
      heapUsed,
      heapLimit: visit.builtin('v8').getHeapStatistics().heap_size_limit,
      rss,
      resources,
      pools: visit.found.pools
        .slice(0, 4)
        .map(({ kind, to, read }) => ({ name: `${kind} ${to ?? ''}`.trim(), ...read() })),
    };
  });
}
