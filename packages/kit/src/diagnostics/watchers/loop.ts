import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { Report } from '../findings.ts';
import type { Watcher } from './watcher.ts';

const WINDOW_TICKS = 10;
const P99_MS = 200;
/** One pause of this length is a finding by itself: it is what a liveness probe waits. */
const PAUSE_MS = 1000;
const RESOLUTION_MS = 20;

/** Windows in which the event loop was held up; which line did it cannot be known from inside. */
export function watchLoop(report: Report): Watcher {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let before = performance.eventLoopUtilization();
  let ticks = 0;

  return {
    tick() {
      if (++ticks < WINDOW_TICKS) return;
      ticks = 0;
      // The histogram records the time between two ticks of its timer, the resolution included.
      const p99 = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
      const max = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
      delay.reset();
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      if (p99 < P99_MS && max < PAUSE_MS) return;
      report('loop-blocked', {
        rule: 'loop-blocked',
        severity: max >= PAUSE_MS ? 'error' : 'warn',
        summary: `The event loop was blocked for up to ${max.toFixed(0)} ms (p99 ${p99.toFixed(0)} ms); nobody is answered meanwhile`,
        evidence: {
          maxMs: Math.round(max),
          p99Ms: Math.round(p99),
          utilization: Number(utilization.toFixed(3)),
        },
        fix:
          'Find the line with `node --cpu-prof` or `seaworthy doctor`: look for synchronous file or crypto calls, ' +
          'large JSON, regular expressions and long loops; move them to a worker or cut them into pieces.',
      });
    },
    stop() {
      delay.disable();
    },
  };
}
