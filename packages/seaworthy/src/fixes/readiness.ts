import type { Fix } from '../engine/rule.ts';

/** How each framework says that it is stopping. */
export const readiness: Fix = {
  express:
    '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: set a flag in the SIGTERM handler, answer 503 on `/readyz` while it is set, and call `server.close()` only some seconds later.',
  nestjs:
    '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: set a flag in `beforeApplicationShutdown()` and let the health controller throw `ServiceUnavailableException` while it is set.',
  fastify:
    '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: set a flag in the SIGTERM handler, answer 503 on `/readyz` while it is set, and call `app.close()` only some seconds later.',
  fastapi:
    'Subclass `uvicorn.Server`, and in `handle_exit` set a flag that `/readyz` answers with 503; call `super().handle_exit(…)` after a delay.',
  django:
    'In `gunicorn.conf.py`, wrap the worker’s SIGTERM handler in `post_worker_init`: set a flag that `/readyz` answers with 503, and call the original handler after a delay.',
  gin: 'Keep an `atomic.Bool`; set it when the signal comes, answer 503 on `/readyz` while it is set, sleep for some seconds, then call `server.Shutdown(ctx)`.',
  'spring-boot':
    'Expose the probes (`management.endpoint.health.probes.enabled=true`) on the main port; with graceful shutdown the connector refuses connections at once, and readiness becomes `REFUSING_TRAFFIC`.',
  any: 'Answer the readiness probe with 503 from the signal on, and keep serving until the load balancer has noticed.',
};
