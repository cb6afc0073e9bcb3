import type { Fix } from '../engine/rule.ts';

const terminus =
  '`HealthCheckService` of @nestjs/terminus takes `[]` on `/livez`, and the indicators of what the service cannot do without on `/readyz`, each with a timeout of less than a second';

/** How each framework serves two probes: one that asks nobody, one that asks what the service cannot do without. */
export const healthProbes: Fix = {
  express:
    '`seaworthy(app, { health: { required: { database: pool } } })` from @seaworthy/kit/express serves both; by hand: `/livez` answers 200 and asks nobody, `/readyz` runs `SELECT 1` within 800 ms, remembers the answer for a second, and answers 503 without details when it fails.',
  nestjs: `\`seaworthy(app, { health: { required: { database: pool } } })\` from @seaworthy/kit/nestjs serves both; by hand: ${terminus}.`,
  fastify:
    '`seaworthy(app, { health: { required: { database: pool } } })` from @seaworthy/kit/fastify serves both; by hand: `/livez` answers 200 and asks nobody, `/readyz` runs `SELECT 1` within 800 ms, remembers the answer for a second, and answers 503 without details when it fails.',
  fastapi:
    'Add `/livez`, which returns at once, and `/readyz`, which runs `SELECT 1` on an engine of its own inside `asyncio.timeout(0.8)`, remembers the answer for a second and answers `JSONResponse(…, status_code=503)` when it fails.',
  django:
    'Answer `/livez` and `/readyz` in a middleware that comes first; the latter runs `SELECT 1` on a connection with a `connect_timeout`, remembers the answer for a second, and answers 503 when it fails.',
  gin: 'Add `GET /livez`, which returns 200, and `GET /readyz`, which calls `db.PingContext` with a deadline of 800 ms, remembers the answer for a second and returns 503 when it fails.',
  'spring-boot':
    'With the actuator set `management.endpoint.health.probes.enabled=true` and `management.endpoint.health.probes.add-additional-paths=true` for `/livez` and `/readyz` on the main port; `management.endpoint.health.group.readiness.include=readinessState,db` adds the database, with a short `connection-timeout` for its pool.',
  any: 'Serve `/livez`, which answers 200 and asks nobody, and `/readyz`, which asks what the service cannot do without: within 800 ms, remembered for a second, 503 when it fails, `Cache-Control: no-store`.',
};
