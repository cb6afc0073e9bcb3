import { log } from '../logging/logger.ts';
import type { HealthOptions } from '../options.ts';
import type { Endpoint } from '../seam.ts';
import { HealthChecks, type OnChange } from './checks.ts';
import { healthEndpoints, type Phase } from './endpoints.ts';

/** The probes' endpoints, with every change of a dependency written to the log once. */
export function createHealth(options: HealthOptions, phase: () => Phase): Endpoint[] {
  return healthEndpoints(new HealthChecks(options, logChange), phase);
}

/** Writes one line when a dependency goes down (`warn`, with the error) or comes back (`info`). */
export const logChange: OnChange = (check, up, error) => {
  if (up) log.info({ check }, 'dependency is up');
  else log.warn({ check, err: error }, 'dependency is down');
};
