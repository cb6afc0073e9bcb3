import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from './target/target.ts';

/** How the heap did, with a forced garbage collection before each reading. Sizes in bytes, times in ms. */
export interface MemoryFacts {
  readings: { at: number; used: number }[];
  /** Where what was allocated meanwhile, and is still held, was made; largest first. */
  sites: { function: string; site: string; bytes: number }[];
  /** Longest collection. */
  collection: number;
}

interface SampledNode {
  callFrame: { functionName: string; url: string; lineNumber: number };
  selfSize: number;
  children: SampledNode[];
}

/** Watches the heap for `ms`, in `times` readings. Each forced collection stops the process. */
export async function examineMemory(
  target: Target,
  { ms, times }: { ms: number; times: number },
): Promise<MemoryFacts> {
  const readings: MemoryFacts['readings'] = [];
  const began = performance.now();
  let collection = 0;
  const reading = async () => {
    const since = performance.now();
    await target.callPausing('HeapProfiler.collectGarbage', {}, 30_000);
    collection = Math.max(collection, performance.now() - since);
    const { usedSize } = await target.call<{ usedSize: number }>('Runtime.getHeapUsage');
    readings.push({ at: performance.now() - began, used: usedSize });
  };
  await reading();
  await target.call('HeapProfiler.startSampling', { samplingInterval: 16_384 });
  try {
    for (let at = 1; at < times; at++) {
      await sleep(ms / (times - 1));
      await target.run((visit) => visit.alive(), undefined);
      await reading();
    }
    const { profile } = await target.callPausing<{ profile: { head: SampledNode } }>(
      'HeapProfiler.getSamplingProfile',
      {},
      20_000,
    );
    return { readings, collection, sites: sitesOf(profile.head) };
  } finally {
    await target.callPausing('HeapProfiler.stopSampling').catch(() => {});
    await target.call('HeapProfiler.disable').catch(() => {});
  }
}

/** What is held, by the innermost frame of the application below which it was made. */
function sitesOf(head: SampledNode): MemoryFacts['sites'] {
  const sites = new Map<string, { function: string; site: string; bytes: number }>();
  const visit = (node: SampledNode, owner: SampledNode | undefined): void => {
    const mine = isApplication(node) ? node : owner;
    if (mine !== undefined && node.selfSize > 0) {
      const { functionName, url, lineNumber } = mine.callFrame;
      const site = `${url.replace(/^file:\/\//, '')}:${lineNumber + 1}`;
      const known = sites.get(site) ?? {
        function: functionName === '' ? '(anonymous)' : functionName,
        site,
        bytes: 0,
      };
      known.bytes += node.selfSize;
      sites.set(site, known);
    }
    for (const child of node.children) visit(child, mine);
  };
  visit(head, undefined);
  return [...sites.values()].sort((a, b) => b.bytes - a.bytes).slice(0, 5);
}

function isApplication({ callFrame: { url } }: SampledNode): boolean {
  return url !== '' && !url.startsWith('node:') && !/[\\/]node_modules[\\/]/.test(url);
}
