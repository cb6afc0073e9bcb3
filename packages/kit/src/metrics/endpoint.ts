import type { Registry } from 'prom-client';
import type { Endpoint } from '../seam.ts';

/** Everything in the registry, in Prometheus's text format. */
export function metricsEndpoint(registry: Registry, path = '/metrics'): Endpoint {
  return {
    path,
    level: 'debug',
    async answer() {
      const text = await registry.metrics();
      return {
        status: 200,
        headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
        // prom-client writes `Nan`, which not every parser takes for `NaN`.
        body: text.includes(' Nan\n') ? text.replaceAll(' Nan\n', ' NaN\n') : text,
      };
    },
  };
}
