import { experiment } from '../engine/experiment.ts';
import { works } from './works.ts';

export interface Memory {
  /** Each: resident memory in bytes before the first and after each block of requests, at rest. */
  series: number[][];
  /** Requests in a block. */
  block: number;
  /** Requests that were answered otherwise than by the known read's success. */
  failed: number;
}

const WARM_UP = 2000;
const BLOCK = 3000;
const BLOCKS = 5;
const SERIES = 3;
const AT_ONCE = 10;

/**
 * Resident memory over 15,000 requests; as long as it looks like a leak, up to 45,000: heaps grow to their size by
 * design, and stop.
 */
export default experiment<Memory>({
  id: 'watch memory',
  title: 'watches the memory over 15,000 requests and more',
  subject: 'fresh',
  alone: true,
  slow: true,
  needs: ['start', 'read'],
  deadline: 900_000,
  async run(lab) {
    lab.control('the known read works', await works(lab));
    const send = (requests: number) =>
      lab.load({ connections: AT_ONCE, keepAlive: true, requests, seconds: 60 });
    await send(WARM_UP);
    let block = BLOCK;
    let failed = 0;
    const series: number[][] = [];
    do {
      await lab.sleep(1000);
      const levels = [lab.facts().rss];
      while (levels.length <= BLOCKS && lab.alive()) {
        const { requests, outcomes } = await send(BLOCK);
        block = Math.min(block, requests);
        for (const [outcome, count] of Object.entries(outcomes))
          if (!outcome.startsWith('2')) failed += count;
        await lab.sleep(1000);
        levels.push(lab.facts().rss);
      }
      series.push(levels);
    } while (series.length < SERIES && lab.alive() && grows(series.at(-1)!));
    return { series, block, failed };
  },
});

/** Whether memory was higher at the end, or one block before it, than ever before: collectors hide a leak for a block. */
export function grows(levels: readonly number[]): boolean {
  const before = Math.max(...levels.slice(0, -2));
  return levels.slice(-2).some((level) => level > before);
}
