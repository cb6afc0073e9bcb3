import type { Registry } from 'prom-client';
import type { Watch } from '../diagnostics/watch.ts';
import type { HealthChecks } from '../health/checks.ts';
import type { MetricsOptions } from '../options.ts';
import type { Endpoint } from '../seam.ts';
import { metricsEndpoint } from './endpoint.ts';
import { registerFindings } from './findings.ts';
import { registerHealth } from './health.ts';
import { HttpMetrics } from './http.ts';
import { registerPools } from './pools.ts';
import { createRegistry } from './registry.ts';

/** The metrics of one service. */
export interface Metrics {
  /** Register your own metrics here. */
  readonly registry: Registry;
  readonly http: HttpMetrics;
  readonly endpoint: Endpoint;
}

/** Other parts of the kit that have something to show. */
export interface MetricsSources {
  checks?: HealthChecks | undefined;
  watch?: Watch | undefined;
}

/** Wires process, HTTP and pool metrics, and those of the given sources, to one registry and its endpoint. */
export function createMetrics(
  { path, pools }: MetricsOptions = {},
  { checks, watch }: MetricsSources = {},
): Metrics {
  const registry = createRegistry();
  const http = new HttpMetrics(registry);
  if (pools !== undefined) registerPools(registry, pools);
  if (checks !== undefined) registerHealth(registry, checks);
  if (watch !== undefined) registerFindings(registry, watch);
  return { registry, http, endpoint: metricsEndpoint(registry, path) };
}
