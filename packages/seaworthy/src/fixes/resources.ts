import type { Fix } from '../engine/rule.ts';

/** How each framework closes what its requests need, after them. */
export const resources: Fix = {
  express:
    '`seaworthy(app, { resources: { db } })` from @seaworthy/kit/express does this; by hand: `await pool.end()` in the callback of `server.close()`, then exit.',
  nestjs:
    '`seaworthy(app, { resources: { db } })` from @seaworthy/kit/nestjs does this; by hand: close it in `onApplicationShutdown()`, which runs after the server has closed; `onModuleDestroy()` runs before.',
  fastify:
    '`seaworthy(app, { resources: { db } })` from @seaworthy/kit/fastify does this; by hand: `await pool.end()` in an `onClose` hook, which runs after the open requests.',
  fastapi:
    'Close it behind the `yield` of the lifespan: `await engine.dispose()`. uvicorn gets there after the last response.',
  django:
    'Connections of the pool close with the worker; with `OPTIONS = {"pool": True}`, call `connections.close_all()` in gunicorn’s `worker_exit` hook.',
  gin: 'Call `db.Close()` after `server.Shutdown(ctx)` has returned; not in a `defer` of something that returns earlier, and never `os.Exit` before it.',
  'spring-boot':
    'HikariCP is closed with the context, after the web server has drained: look for a `System.exit` or a `Runtime.halt` that comes first.',
  any: 'Close resources in the reverse order of opening, after the last response and before the exit.',
};
