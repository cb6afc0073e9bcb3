import type { Fix } from '../engine/rule.ts';

/** How each framework bounds its drain, and says that it had to. */
export const deadline: Fix = {
  express:
    '`await seaworthy(app).listen()` from @seaworthy/kit/express does this after `SHUTDOWN_TIMEOUT`; by hand: start a timer with `server.close()`, and when it fires call `server.closeAllConnections()`, log it, close the database and exit 1.',
  nestjs:
    '`await seaworthy(app).listen()` from @seaworthy/kit/nestjs does this after `SHUTDOWN_TIMEOUT`; by hand: start a timer in `beforeApplicationShutdown()`, and when it fires call `app.getHttpServer().closeAllConnections()`, log it and set `process.exitCode = 1`.',
  fastify:
    '`await seaworthy(app).listen()` from @seaworthy/kit/fastify does this after `SHUTDOWN_TIMEOUT`; by hand: start a timer with `app.close()`, and when it fires call `app.server.closeAllConnections()`, log it and exit 1 after the cleanup.',
  fastapi:
    'Give uvicorn `--timeout-graceful-shutdown 20`: without it, it waits for ever. It logs what it cancels.',
  django:
    'Set gunicorn’s `graceful_timeout` below the platform’s 30 s; the arbiter logs the workers it has to kill.',
  gin: 'Call `server.Shutdown(ctx)` with `context.WithTimeout(…, 20*time.Second)`; when it returns an error, log it, call `server.Close()`, close the database and `os.Exit(1)`.',
  'spring-boot':
    'Keep `spring.lifecycle.timeout-per-shutdown-phase` below the platform’s 30 s; Spring logs “Graceful shutdown aborted” when it passes.',
  any: 'Bound the drain to some seconds less than the platform’s grace, then cut what is left, log that, run the cleanup and exit with a code other than 0.',
};
