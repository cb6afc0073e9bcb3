import type { Registry } from 'prom-client';
import type { HealthChecks } from '../health/checks.ts';
import { registerSampled } from './sampled.ts';

/** `health_check_up{check}`: 1 or 0 as the last probe found it; scraping asks no dependency. */
export function registerHealth(registry: Registry, checks: HealthChecks): void {
  registerSampled(registry, {
    name: 'health_check_up',
    type: 'gauge',
    help: 'Whether a dependency answered its last health check.',
    samples: () =>
      Object.entries(checks.last.checks).map(([check, state]) => ({
        labels: { check },
        value: state === 'ok' ? 1 : 0,
      })),
  });
}
