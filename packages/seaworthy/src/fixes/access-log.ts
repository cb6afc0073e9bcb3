import type { Fix } from '../engine/rule.ts';

/** How each framework writes one JSON line per request. */
export const accessLog: Fix = {
  express:
    '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: `app.use(pinoHttp())` from pino-http before everything else, with `genReqId` for the id and `redact: ["req.headers.authorization", "req.headers.cookie"]`.',
  nestjs:
    '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: `LoggerModule.forRoot()` from nestjs-pino, and `app.useLogger(app.get(Logger))` with `bufferLogs: true`.',
  fastify:
    '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: `Fastify({ logger: true, disableRequestLogging: true })` and one `request.log.info({ method, path, status, durationMs })` in an `onResponse` hook.',
  fastapi:
    'Run uvicorn with `--no-access-log` and write the line in an ASGI wrapper around the app, so that 500s are in it too; give the root logger a JSON formatter and pass `log_config=None`.',
  django:
    'Write the line in a middleware at the top of `MIDDLEWARE`, and configure `LOGGING` with a JSON formatter (python-json-logger) on a `StreamHandler`: without it a 500 leaves no trace when `DEBUG` is off.',
  gin: 'Use `gin.New()` instead of `gin.Default()`, and a middleware that calls `slog.LogAttrs` after `c.Next()`, with `slog.NewJSONHandler(os.Stdout, nil)`.',
  'spring-boot':
    'Set `logging.structured.format.console=ecs` (or `logstash`), and log each request in a `OncePerRequestFilter` of highest precedence with `log.atInfo().addKeyValue(…)`.',
  any: 'Write one JSON object per line to stdout when the response has ended: time, level, request id, method, path, status, duration.',
};
