import { growthOf } from './growth.ts';
import type { ResourceCounts } from './probes/watch-resources.ts';

/** Timers and sockets have rules of their own. */
const ELSEWHERE = new Set(['Timeout', 'Immediate', 'TCPSocketWrap', 'TLSWrap', 'TCPConnectWrap']);
const LEAST = 10;

/** Kinds of resources of which there were more at every look than at the one before, or as many. */
export function pilingUp(resources: ResourceCounts): { kind: string; counts: number[]; by: number }[] {
  const kinds = new Set(resources.flatMap(Object.keys));
  return [...kinds].flatMap((kind) => {
    const counts = resources.map((at) => at[kind] ?? 0);
    const growth = growthOf(counts);
    const piles = !ELSEWHERE.has(kind) && growth !== undefined && growth.by >= LEAST && growth.steps >= 4;
    return piles ? [{ kind, counts, by: growth.by }] : [];
  });
}
