import type { Logger, Served } from './traffic.ts';

/** As well-known loggers write, each in its own words and units. */
export const LOGGERS = {
  'the kit': ({ mark, method, path, status, ms, time }) => [
    {
      level: status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info',
      time: new Date(time).toISOString(),
      requestId: mark,
      method,
      path,
      status,
      durationMs: ms,
      msg: 'request completed',
    },
  ],
  'pino-http': ({ nth, method, path, status, ms, time }) => [
    {
      level: status >= 500 ? 50 : status >= 400 ? 40 : 30,
      time,
      pid: 4711,
      hostname: 'host',
      req: { id: nth, method, url: path, headers: { host: 'localhost' }, remotePort: 40_000 + nth },
      res: { statusCode: status, headers: { 'content-length': '200' } },
      responseTime: ms,
      msg: 'request completed',
    },
  ],
  Fastify: ({ nth, method, path, status, ms, time }) => [
    {
      level: 30,
      time: time - ms,
      pid: 4711,
      reqId: `req-${nth}`,
      req: { method, url: path },
      msg: 'incoming request',
    },
    {
      level: 30,
      time,
      pid: 4711,
      reqId: `req-${nth}`,
      res: { statusCode: status },
      responseTime: ms,
      msg: 'request completed',
    },
  ],
  'Spring (ECS)': ({ mark, method, path, status, ms, time }) => [
    {
      '@timestamp': new Date(time).toISOString(),
      log: { level: status >= 500 ? 'ERROR' : 'INFO', logger: 'access' },
      http: { request: { method, id: mark }, response: { status_code: status } },
      url: { path: path.split('?')[0] },
      event: { duration: ms * 1e6 },
    },
  ],
  'slog (logfmt)': ({ mark, method, path, status, ms, time }) => [
    `time=${new Date(time).toISOString()} level=${status >= 500 ? 'ERROR' : 'INFO'} msg="request completed" request_id=${mark} method=${method} path="${path}" status=${status} duration=${ms}ms`,
  ],
  'structlog in seconds': ({ method, path, status, ms, time }) => [
    {
      event: `${method} ${path}`,
      level: 'info',
      timestamp: new Date(time).toISOString(),
      code: status,
      took: ms / 1000,
    },
  ],
  'the combined format': ({ mark, method, path, status, ms, time }) => [
    `127.0.0.1 - - [${clf(time)}] "${method} ${path} HTTP/1.1" ${status} 200 "-" "seaworthy/${mark}" ${ms * 1000}`,
  ],
} satisfies Record<string, Logger>;

/** For people only. */
export const TEXT_LOGGERS = {
  uvicorn: ({ method, path, status }) => [
    `INFO:     127.0.0.1:40001 - "${method} ${path} HTTP/1.1" ${status} OK`,
  ],
  gin: ({ method, path, status, ms }) => [
    `[GIN] 2026/01/31 - 12:00:00 | ${status} |      ${ms}.123ms |       127.0.0.1 | ${method}     "${path}"`,
  ],
} satisfies Record<string, Logger>;

/** `31/Jan/2026:12:00:00 +0000` */
function clf(time: Served['time']): string {
  const [, day, month, year, clock] = /\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(time).toUTCString())!;
  return `${day}/${month}/${year}:${clock} +0000`;
}
