import type { Fix } from '../engine/rule.ts';

/** How a service comes up fast, and is ready when it says so. */
export const start: Fix = {
  express:
    'Listen first and connect in the background; move migrations and cache warming out of the start. `seaworthy(app, { health: { required: { db } } })` from @seaworthy/kit/express keeps `/readyz` at 503 until the database has answered.',
  nestjs:
    'Keep slow work out of `onModuleInit()` and of async providers: they run before `listen()`. `seaworthy(app, { health: { required: { db } } })` from @seaworthy/kit/nestjs keeps `/readyz` at 503 until the database has answered.',
  fastify:
    'Keep slow work out of plugins and `onReady`: they run before `listen()`. `seaworthy(app, { health: { required: { db } } })` from @seaworthy/kit/fastify keeps `/readyz` at 503 until the database has answered.',
  fastapi:
    'Keep slow work out of the lifespan: start it as a task there, and let `/readyz` answer 503 until it is done.',
  django:
    'Run migrations as a step of the deploy, not of the start; load models lazily or with gunicorn’s `preload_app`.',
  gin: 'Start the listener first, warm up in a goroutine, and set the `atomic.Bool` behind `/readyz` when it is done.',
  'spring-boot':
    'Readiness is `ACCEPTING_TRAFFIC` after all `ApplicationRunner`s: put warming up there, and use AOT or CDS when the context itself is slow.',
  any: 'Open the port first, do slow work afterwards, and let the readiness probe say no until it is done.',
};
