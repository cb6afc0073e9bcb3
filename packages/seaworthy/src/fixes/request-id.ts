import type { Fix } from '../engine/rule.ts';

/** How each framework gives every request an id. */
export const requestId: Fix = {
  express:
    '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: the first middleware keeps an inbound `X-Request-ID` that matches `^[\\w.:=+/-]{1,128}$`, else takes `crypto.randomUUID()`, and calls `response.setHeader("X-Request-ID", id)`.',
  nestjs:
    '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: `app.use()` with the same middleware as on Express before `app.listen()`, so that guards and filters come after it.',
  fastify:
    '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: `genReqId` that checks `request.headers["x-request-id"]` and else returns `randomUUID()` (the default counts from 1), and an `onRequest` hook with `reply.header("x-request-id", request.id)`.',
  fastapi:
    'Wrap the application object in an ASGI middleware of your own (asgi-correlation-id does most of it) instead of `add_middleware`: headers that a middleware sets are missing on 500s.',
  django:
    'Set the header in a middleware at the very top of `MIDDLEWARE`, so that it also sees 404, CSRF failures and 500; keep an inbound id only if it is short and plain.',
  gin: 'Register a middleware before `gin.Recovery()` that checks the inbound id, else makes one, and calls `c.Header("X-Request-ID", id)` before `c.Next()`; gin-contrib/requestid keeps any inbound id unchecked.',
  'spring-boot':
    'Add a `OncePerRequestFilter` with `@Order(Ordered.HIGHEST_PRECEDENCE)` that checks the inbound id, sets the response header first, and puts the id into the MDC.',
  any: 'Before anything else can answer: keep a short and plain inbound id, else make a UUID, and set it on the response at once.',
};
