import { docsEndpoints } from './docs/endpoints.ts';
import { openapi } from './docs/openapi.ts';
import { errorPages } from './errors/pages.ts';
import { HealthChecks } from './health/checks.ts';
import { healthEndpoints, type Phase } from './health/endpoints.ts';
import { logChange } from './health/health.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import type { Endpoint, RouteSource } from './seam.ts';
import type { Settings } from './settings.ts';

/** What the kit serves by itself, and the parts behind it. */
export interface KitEndpoints {
  readonly endpoints: readonly Endpoint[];
  readonly metrics: Metrics | undefined;
  /** Where the service is between its start and its end; readiness follows it. */
  phase: () => Phase;
}

/** Probes, metrics, docs and the pages behind problem types, as far as the options want them. */
export function kitEndpoints(settings: Settings, routes: RouteSource): KitEndpoints {
  const { health, metrics: wanted, docs, problemBase, requestId } = settings;
  const checks = health === false ? undefined : new HealthChecks(health ?? {}, logChange);
  const metrics = wanted === false ? undefined : createMetrics(wanted, { checks });

  let document: { routes: number; value: object } | undefined;
  const currentDocument = (title: string, version: string, description?: string): object => {
    const described = routes();
    // Frameworks that add routes late are rare, but their docs must not be a lie.
    if (document?.routes !== described.length) {
      const info = { title, version, ...(description !== undefined && { description }) };
      const value = openapi(described, { ...info, problemBase, requestIdHeader: requestId.header });
      document = { routes: described.length, value };
    }
    return document.value;
  };

  const kit: KitEndpoints = {
    metrics,
    phase: () => 'running',
    endpoints: [
      ...(checks === undefined ? [] : healthEndpoints(checks, () => kit.phase())),
      ...(metrics === undefined ? [] : [metrics.endpoint]),
      ...(docs ? docsEndpoints(docs, () => currentDocument(docs.title, docs.version, docs.description)) : []),
      ...errorPages(problemBase),
    ],
  };
  return kit;
}
