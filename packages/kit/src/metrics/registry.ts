import { performance } from 'node:perf_hooks';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { registerSampled } from './sampled.ts';

/**
 * A registry of its own with the metrics of the process: CPU, memory, heap, GC, handles, event-loop lag and
 * utilisation. Register your counters with `new Counter({ …, registers: [registry] })`.
 */
export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  let before = performance.eventLoopUtilization();
  registerSampled(registry, {
    name: 'nodejs_eventloop_utilization',
    type: 'gauge',
    help: 'Share of the time since the last scrape that the event loop was busy, 0 to 1.',
    samples() {
      const now = performance.eventLoopUtilization();
      const value = performance.eventLoopUtilization(now, before).utilization;
      before = now;
      return [{ labels: {}, value }];
    },
  });
  return registry;
}
