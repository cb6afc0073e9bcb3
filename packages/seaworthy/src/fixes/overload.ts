import type { Fix } from '../engine/rule.ts';

const shed =
  'count open requests in a first middleware, and above what the process can hold answer 503 with `Retry-After: 1` before any work';

/** How each framework stays alive when more comes than it can do. */
export const overload: Fix = {
  express: `Let requests queue or refuse them in order: ${shed}; keep probes in front of it. Long computations belong into a worker thread.`,
  nestjs: `Let requests queue or refuse them in order: ${shed}; a Nest middleware or guard does. Long computations belong into a worker thread.`,
  fastify:
    'Use @fastify/under-pressure with `maxEventLoopDelay` and `retryAfter`, with the probes outside of it; long computations belong into a worker thread.',
  fastapi:
    'Start uvicorn with `--limit-concurrency`, which answers 503; keep blocking work out of `async def`, or probes wait behind it.',
  django:
    'Give gunicorn enough `threads`, and keep its `backlog`; answer probes in the first middleware, so that they need no database.',
  gin: 'Bound the open requests by a semaphore in a middleware that answers 503 with `Retry-After` when it is full; register the probes before it.',
  'spring-boot':
    'Bound `server.tomcat.threads.max` and `server.tomcat.accept-count`, use Resilience4j’s bulkhead for 503; put the probes on the management port.',
  any: 'Queue up to a bound, refuse beyond it with 503 or 429 and `Retry-After`, and never by dropping connections.',
};
