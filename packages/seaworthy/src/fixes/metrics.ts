import type { Fix } from '../engine/rule.ts';

/** How each framework counts its requests: by route template, in seconds, in one place for all of them. */
export const metrics: Fix = {
  express:
    '`seaworthy(app)` from @seaworthy/kit/express serves `/metrics`; by hand: a prom-client `Histogram` named `http_request_duration_seconds`, observed in the response’s `close` event with `req.method`, `req.baseUrl + (req.route?.path ?? "unmatched")` and the status.',
  nestjs:
    '`seaworthy(app)` from @seaworthy/kit/nestjs serves `/metrics`; by hand: @willsoto/nestjs-prometheus, with the histogram observed in a middleware, since guards and unknown routes never reach an interceptor.',
  fastify:
    '`seaworthy(app)` from @seaworthy/kit/fastify serves `/metrics`; by hand: fastify-metrics, or a prom-client `Histogram` observed in `onResponse` with `request.routeOptions.url ?? "unmatched"` and `reply.elapsedTime / 1000`.',
  fastapi:
    'Use `prometheus_client`: a `Histogram` observed in an ASGI middleware with the `path` of `request.scope.get("route")`, or `unmatched` where that is `None`; mount `make_asgi_app()` at `/metrics`. With several workers use its multiprocess mode.',
  django:
    'Use `prometheus_client`: a `Histogram` observed in a middleware with `request.resolver_match.route`, or `unmatched` without a match. With several workers use its multiprocess mode.',
  gin: 'Use `client_golang`: a `HistogramVec` observed in a middleware behind `c.Next()` with `c.Request.Method`, `c.FullPath()` (empty for unknown routes) and the status; serve `promhttp.Handler()` at `/metrics`.',
  'spring-boot':
    'Add `micrometer-registry-prometheus` and expose it: `management.endpoints.web.exposure.include=health,prometheus`; `http.server.requests` is by URI template and in seconds.',
  any: 'Observe each request once, when its response ends, with method, route template (`unmatched` for none) and status; durations in seconds, in a histogram.',
};
