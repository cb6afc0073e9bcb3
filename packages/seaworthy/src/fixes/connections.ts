import type { Fix } from '../engine/rule.ts';

/** How each framework bounds connections that never become a request. */
export const connections: Fix = {
  express:
    '`seaworthy(app).listen()` from @seaworthy/kit/express does this; by hand: `http.createServer({ headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1000 }, app)`, and no `maxConnections` below what the load balancer opens.',
  nestjs:
    '`seaworthy(app).listen()` from @seaworthy/kit/nestjs does this; by hand: set `headersTimeout` and `requestTimeout` on `app.getHttpServer()`; Node looks every 30 s whether they have passed.',
  fastify:
    '`seaworthy(app).listen()` from @seaworthy/kit/fastify does this; by hand: `fastify({ requestTimeout: 30_000, http: { headersTimeout: 10_000, connectionsCheckingInterval: 1000 } })`.',
  fastapi:
    'uvicorn has no timeout for heads: put a proxy in front that has one, and keep `--limit-concurrency` above what the load balancer opens.',
  django:
    'Use gunicorn’s `gthread` worker behind a proxy that reads whole requests (nginx does): a sync worker serves one connection at a time, whether anything comes or not.',
  gin: 'Use an `http.Server` with `ReadHeaderTimeout: 5 * time.Second` and `IdleTimeout: 65 * time.Second` instead of `r.Run()`, which has none.',
  'spring-boot':
    'Set `server.tomcat.connection-timeout=10s`, and keep `server.tomcat.max-connections` (8192) above what the load balancer opens.',
  any: 'Give a connection ten seconds for the head of its request; never let one wait in a worker of its own meanwhile.',
};
