import type { Visit } from '../target/visit.ts';

/** How the event loop did for a while. Times in ms, shares between 0 and 1. */
export interface LoopFacts {
  ms: number;
  /** By how much timers were late. */
  p50: number;
  p99: number;
  max: number;
  utilization: number;
  gc: { share: number; longest: number; count: number };
}

/** Watches the loop and the garbage collector for `ms`. */
export async function watchLoop(visit: Visit, { ms }: { ms: number }): Promise<LoopFacts> {
  const { monitorEventLoopDelay, PerformanceObserver, performance: clock } = visit.builtin('perf_hooks');
  const resolution = 10;
  const delay = monitorEventLoopDelay({ resolution });
  let collecting = 0;
  let longest = 0;
  let count = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      collecting += duration;
      longest = Math.max(longest, duration);
      count++;
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  delay.enable();
  const stop = visit.change(() => {
    observer.disconnect();
    delay.disable();
  });
  const before = clock.eventLoopUtilization();
  const since = clock.now();
  await visit.sleep(ms);
  const { utilization } = clock.eventLoopUtilization(before);
  const took = clock.now() - since;
  stop();
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution);
  return {
    ms: took,
    p50: late(delay.percentile(50)),
    p99: late(delay.percentile(99)),
    max: late(delay.max),
    utilization,
    gc: { share: collecting / took, longest, count },
  };
}
