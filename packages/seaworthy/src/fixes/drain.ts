import type { Fix } from '../engine/rule.ts';

/** How each framework stops without losing what it has begun. */
export const drain: Fix = {
  express:
    '`await seaworthy(app).listen()` from @seaworthy/kit/express does this; by hand: keep the server that `app.listen()` returns, and on SIGTERM call `server.close(done)`, call `server.closeIdleConnections()` until it is done, then close the database and exit.',
  nestjs:
    '`await seaworthy(app).listen()` from @seaworthy/kit/nestjs does this; by hand: `app.enableShutdownHooks()`, and without `forceCloseConnections: true`, which cuts open requests too.',
  fastify:
    '`await seaworthy(app).listen()` from @seaworthy/kit/fastify does this; by hand: on SIGTERM `await app.close()`, then exit; close the database in an `onClose` hook.',
  fastapi:
    'Run uvicorn as the process that gets the signal (exec form in Docker, no shell), and leave `--timeout-graceful-shutdown` longer than your longest request; it drains by itself.',
  django:
    'Run gunicorn with `worker_class = "gthread"` and a `graceful_timeout` above your longest request; never `manage.py runserver`, which drops everything.',
  gin: 'Replace `r.Run()` by an `http.Server` with `Handler: r`; wait for `signal.NotifyContext(…, syscall.SIGTERM, os.Interrupt)`, call `server.Shutdown(ctx)`, and return from `main` only after it has returned.',
  'spring-boot':
    'Keep `server.shutdown=graceful` (the default since Boot 4; set it on 2.3 to 3.x) and a `spring.lifecycle.timeout-per-shutdown-phase` above your longest request.',
  any: 'On SIGTERM: stop accepting, answer what was accepted, say `Connection: close`, close idle connections, then close what the requests needed, then exit.',
};
