import type { RequestHandler } from 'express';
import { endpointLookup } from '../../endpoints.ts';
import { createHealth } from '../../health/health.ts';
import type { HealthOptions } from '../../options.ts';
import { respond } from '../../respond.ts';
import type { Shutdown } from '../../lifecycle/shutdown.ts';

/** The probes alone: answers `/livez` and `/readyz`, 503 on the latter while `shutdown` drains. */
export function health(options: HealthOptions & { shutdown?: Shutdown } = {}): RequestHandler {
  const { shutdown, ...checks } = options;
  const lookup = endpointLookup(createHealth(checks, () => shutdown?.state ?? 'running'));
  return (request, response, next) => {
    const endpoint = request.method === 'GET' || request.method === 'HEAD' ? lookup(request.path) : undefined;
    if (endpoint === undefined) return next();
    Promise.resolve(endpoint.answer(request)).then((reply) => respond(reply, request, response), next);
  };
}
