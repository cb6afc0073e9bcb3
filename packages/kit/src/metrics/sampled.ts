import type { Metric, Registry } from 'prom-client';

/** One line of the exposition. */
export interface Sample {
  /** For `_bucket`, `_sum` and `_count`; default the metric's own name. */
  metricName?: string;
  labels: Readonly<Record<string, string | number>>;
  value: number;
}

/** A metric whose values live elsewhere and are read only when somebody scrapes. */
export interface Sampled {
  /** By Prometheus convention in base units; a counter ends in `_total`. */
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  samples: () => Sample[];
}

/** Registers a metric that is read at scrape; throws when the name is taken. */
export function registerSampled(registry: Registry, { name, type, help, samples }: Sampled): void {
  const metric = {
    name,
    type,
    help,
    aggregator: 'sum',
    // The registry renames a counter for OpenMetrics, so the name is read back from here.
    get() {
      return { name: metric.name, type, help, aggregator: metric.aggregator, values: samples() };
    },
    reset() {},
  };
  registry.registerMetric(metric as unknown as Metric);
}
