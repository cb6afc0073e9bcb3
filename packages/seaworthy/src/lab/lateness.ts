import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often it looks at the clock, in ms. */
const EVERY = 20;

/**
 * Watches from now on how late our own timers are; what is returned ends that, and gives the longest in ms. A checker that
 * is kept waiting, by a busy machine or by itself, cannot blame others for being late.
 */
export function lateness(): () => number {
  const delays = monitorEventLoopDelay({ resolution: EVERY });
  delays.enable();
  return () => {
    delays.disable();
    return Math.max(0, Math.round(delays.max / 1e6) - EVERY);
  };
}
