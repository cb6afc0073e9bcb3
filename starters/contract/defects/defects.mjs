import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const ofUsers = ({ url }) => url.startsWith('/users');
const json = (message, change) => {
  const body = JSON.parse(message.body);
  change(body);
  message.body = JSON.stringify(body);
};
const status = (message, code) => {
  message.status = code;
  if (message.body.includes('"status"')) json(message, (body) => (body.status = code));
};
/** An answer is changed when `when` is true of it and its request. */
const answers = (when, change) => ({
  answer: (message, request) => (when(message, request) ? change(message, request) : undefined),
});
const becomes = (from, to, when = () => true) =>
  answers(
    (message, request) => message.status === from && when(request, message),
    (message) => status(message, to),
  );
const failsValidation = ({ body }) => body.includes('VALIDATION_ERROR');
const path =
  (text) =>
  (_, { url }) =>
    url.split('?')[0] === text;
const lines = (change) => ({ line: change });
const say = (line) => void writeSync(1, `${JSON.stringify({ level: 'info', time: new Date(), ...line })}\n`);
const header = (request, name) => request.headers[name] ?? '';
const later = (ms) => () => sleep(ms).then(() => undefined);
const byId = new Map();
const remembering = (name) => ({
  answer: (_, request) => void byId.set(header(request, 'x-request-id'), header(request, name)),
});
const server = (change) => ({ listening: change });
const environment = (change) => ({ environment: change });
const isGoodbye = (data) => Buffer.isBuffer(data) && data.equals(Buffer.from([0x58, 0, 0, 0, 4]));
const isAccess = (line) => 'durationMs' in line;

/** What is broken for each line of the contract, by its title. Each breaks at least that line. */
export const defects = {
  // Errors
  'every error of a client is a problem document with type, title, status, code and request id': answers(
    ({ status: code }) => code === 415,
    ({ headers }) => void (headers['content-type'] = 'application/json'),
  ),
  'the type of a problem is the address of a page that explains it': becomes(
    200,
    404,
    ({ url }) => url === '/errors/malformed-json',
  ),
  'failed validation names every bad field at once, each with message, code and JSON pointer': answers(
    failsValidation,
    (message) => json(message, (body) => body.errors.splice(1)),
  ),
  'a bad query is named like a bad body': answers(failsValidation, (message) =>
    json(message, ({ errors }) => errors.forEach((error) => (error.in = 'body'))),
  ),
  'a body that is no object is a validation error of the whole body': answers(
    ({ body }) => body.includes('"pointer":"#"'),
    (message) => json(message, (body) => delete body.errors),
  ),
  'no error repeats what was submitted': answers(failsValidation, (message, { url }) =>
    json(message, (body) => (body.detail = url)),
  ),
  'no error tells about the inside of the service': answers(
    ({ status: code }) => code === 415,
    (message) => json(message, (body) => (body.detail = new Error('no').stack)),
  ),
  'no error is kept by a cache': answers(
    ({ status: code }) => code === 404,
    ({ headers }) => void (headers['cache-control'] = 'max-age=60'),
  ),

  // Statuses
  'malformed JSON is 400 MALFORMED_JSON': answers(
    ({ body }) => body.includes('MALFORMED_JSON'),
    (message) =>
      json(message, (body) => Object.assign(body, { code: 'BAD_REQUEST', type: '/errors/bad-request' })),
  ),
  'failed validation is 400 VALIDATION_ERROR': becomes(400, 422, (_, message) => failsValidation(message)),
  'an unknown path is 404 NOT_FOUND, whatever the method': becomes(
    404,
    405,
    ({ method }) => method === 'PATCH',
  ),
  'a user that does not exist is 404 NOT_FOUND, and so is an id that is none': becomes(
    404,
    400,
    ({ url }) => url === '/users/not-a-uuid',
  ),
  'a known path with another method is 405 with Allow': answers(
    ({ status: code }) => code === 405,
    ({ headers }) => void delete headers.allow,
  ),
  'a taken email is 409 CONFLICT': becomes(409, 400),
  'a body larger than 1 MiB is 413 PAYLOAD_TOO_LARGE': becomes(413, 400),
  'a body that is not declared as JSON is 415 UNSUPPORTED_MEDIA_TYPE': becomes(
    415,
    400,
    (request) => header(request, 'content-type') === 'application/xml',
  ),
  'a bad escape in the path is 400': becomes(400, 404, ({ url }) => url === '/%c0%af'),
  'HEAD works where GET works, without a body': becomes(200, 405, ({ method }) => method === 'HEAD'),

  // Request id
  'a well-formed X-Request-ID is kept: on the answer, in the problem and in the log': answers(
    () => true,
    ({ headers }) => void (headers['x-request-id'] = headers['x-request-id'].slice(0, 64)),
  ),
  'an ill-formed X-Request-ID is replaced, and never logged': {
    answer: (_, request) => say({ msg: header(request, 'x-request-id') }),
  },
  'an X-Request-ID that is sent twice, or empty, is replaced': answers(
    (_, request) => header(request, 'x-request-id').includes('first'),
    ({ headers }) => void (headers['x-request-id'] = 'first'),
  ),
  'every answer of the application has an id of its own, errors and probes included': answers(
    path('/docs'),
    ({ headers }) => void delete headers['x-request-id'],
  ),
  'a trace is continued: its id is in the log': lines((line) => void delete line.traceId),
  'an invalid traceparent is ignored': {
    ...remembering('traceparent'),
    ...lines((line) => void (line.traceId = (byId.get(line.requestId) ?? '').split('-')[1])),
  },

  // Access log
  'stdout is JSON, one object per line, each with time, level and msg': lines((line) =>
    line.msg === 'listening' ? 'It listens' : line,
  ),
  'a request is exactly one line with the members of the contract': lines((line) => void delete line.bytes),
  'every kind of error is one line too, at info or warn': lines((line) =>
    line.status === 415 ? `${JSON.stringify(line)}\n${JSON.stringify(line)}` : line,
  ),
  'a request whose client leaves is one line, marked as aborted': lines((line) => void delete line.aborted),
  'the route of a line is the template; what matches nothing has none': lines(
    (line) => void (isAccess(line) && (line.route ??= line.path)),
  ),
  'no secret of a request is in any line: Authorization, cookies, passwords, tokens': {
    answer: (_, { url }) => say({ msg: url }),
  },
  'a line break in a path or a header makes no line of its own': lines((line) =>
    line.path?.includes('%0a')
      ? JSON.stringify(line) + decodeURIComponent(line.path).slice(line.path.indexOf('%0a'))
      : line,
  ),
  'probes are logged at debug, so not at all by default': answers(path('/livez'), (_, { url }) =>
    say({ msg: 'request completed', path: url }),
  ),

  // Health
  '/livez and /readyz answer 200, are kept by no cache, and tell nothing about the inside': answers(
    path('/readyz'),
    ({ headers }) => void delete headers['cache-control'],
  ),
  'until it is ready, nobody listens or /readyz says 503': (() => {
    let asked = 0;
    return answers(path('/readyz'), (message) => void ((asked += 1) === 1 && status(message, 500)));
  })(),
  'while the database is away, /livez stays 200': answers(path('/livez'), later(1_500)),
  'while the database is away, /readyz is 503 without a word about where it is': answers(
    path('/readyz'),
    (message) => json(message, (body) => (body.reason = 'connect ECONNREFUSED 127.0.0.1:5432')),
  ),
  'while the database is silent, /readyz is 503 within about a second': answers(
    ({ status: code }) => code === 503,
    later(2_500),
  ),
  'when the database is back, so is the service, without a restart': (() => {
    let gone = false;
    return answers(path('/readyz'), (message) => {
      gone ||= message.status === 503;
      if (gone) message.status = 503;
    });
  })(),

  // Metrics
  '/metrics is in the text format of Prometheus': answers(
    path('/metrics'),
    (message) => void (message.body += 'requests = 7\n'),
  ),
  'every request is counted once, by method, route and status': answers(
    path('/metrics'),
    (message) => void (message.body = message.body.replaceAll('status="404"', 'status="4xx"')),
  ),
  'durations are a histogram in seconds, by route template': answers(
    path('/metrics'),
    (message) => void (message.body = message.body.replace(/^.*_bucket.*\n/gm, '')),
  ),
  'unknown paths and ids add no series': (() => {
    const paths = new Set();
    return {
      answer(message, { url }) {
        paths.add(url);
        if (url !== '/metrics') return;
        message.body += [...paths].map((one) => `http_paths_total{path="${one}"} 1\n`).join('');
      },
    };
  })(),

  // Docs
  '/openapi.json is OpenAPI 3.1 and has every route of the users': answers(path('/openapi.json'), (message) =>
    json(message, (body) => (body.openapi = '3.0.3')),
  ),
  '/openapi.json describes the body of POST /users and the errors that it is answered with': answers(
    path('/openapi.json'),
    (message) => json(message, (body) => delete body.paths['/users'].post.requestBody),
  ),
  '/docs is a page that asks nobody else for anything': answers(
    path('/docs'),
    (message) => void (message.body += '<script src="https://unpkg.com/swagger-ui-dist"></script>'),
  ),

  // Limits
  'a body that is declared larger than 1 MiB is 413 before it is sent': becomes(413, 411),
  'a chunked body that grows over 1 MiB is 413': becomes(
    413,
    400,
    (request) => header(request, 'transfer-encoding') !== '',
  ),
  'a body just below 1 MiB is read': becomes(
    201,
    413,
    (request) => Number(header(request, 'content-length')) > 500_000,
  ),
  'a compressed body is 415, a bomb like any other': becomes(
    415,
    400,
    (request) => header(request, 'content-encoding') === 'gzip',
  ),
  'JSON that is nested deeper than 32 levels is 400': becomes(
    400,
    500,
    (request) => Number(header(request, 'content-length')) > 100_000,
  ),
  'a head larger than 16 KiB is refused, one of 14 KiB is not': server(
    (one) => (one.maxHeaderSize = 2 ** 20),
  ),
  'a head that is not complete after 10 s is cut off': server((one) =>
    Object.assign(one, { headersTimeout: 0, requestTimeout: 0 }),
  ),
  'an idle connection is kept for longer than 5 s': server((one) => (one.keepAliveTimeout = 1_000)),
  'connections are kept unless one side says close, and HTTP/1.0 is closed': answers(
    () => true,
    ({ headers }) => void (headers.connection = 'close'),
  ),
  'X-Forwarded-For is believed of trusted proxies only, and there are none by default': {
    ...remembering('x-forwarded-for'),
    ...lines((line) => void (line.remoteAddress &&= byId.get(line.requestId) || line.remoteAddress)),
  },
  'no answer names the software behind it, and every one forbids sniffing': answers(
    ({ status: code }) => code === 404,
    ({ headers }) => void (headers.server = 'express'),
  ),
  'bytes that are not HTTP are refused with 4xx or the end of the connection, and do no harm': server((one) =>
    one.on('clientError', () => process.exit(1)),
  ),

  // Shutdown
  'SIGTERM turns /readyz to 503 at once': becomes(503, 200, ({ url }) => url === '/readyz'),
  'for DRAIN_DELAY everything is still served, on new connections too': environment(
    (env) => (env.DRAIN_DELAY = '0'),
  ),
  'then new connections are refused while the open request is finished': environment(
    (env) => (env.SHUTDOWN_TIMEOUT = '10'),
  ),
  'the last answer on a connection says Connection: close': answers(
    () => true,
    ({ headers }) => void (headers.connection = 'keep-alive'),
  ),
  'no accepted request is lost': (() => {
    let stopping = false;
    let asked = 0;
    return {
      environment: () => process.on('SIGTERM', () => (stopping = true)),
      answer: (_, request) =>
        stopping && ofUsers(request) && (asked += 1) % 5 === 0 ? 'nothing' : undefined,
    };
  })(),
  'an idle connection is closed, not reset': server((one) => {
    const sockets = new Set();
    one.on('connection', (socket) => sockets.add(socket));
    process.on('SIGTERM', () =>
      sockets.forEach((socket) => socket._httpMessage === null && socket.resetAndDestroy()),
    );
  }),
  'it exits with 0 once the last answer is out, and has logged it': { exitCode: () => 3 },
  'SIGINT ends it with 0 at once when there is nothing to do, whoever is connected': environment(() => {
    const { on } = process;
    process.on = (name, listener) => on.call(process, name, name === 'SIGINT' ? () => {} : listener);
  }),
  'the connections of the pool are closed with a goodbye to the database': environment(() => {
    const { write } = Socket.prototype;
    Socket.prototype.write = function (data, ...rest) {
      return isGoodbye(data) ? this.end() : write.call(this, data, ...rest);
    };
  }),
  'a request that never ends is cut after SHUTDOWN_TIMEOUT, and the exit code is 1': { exitCode: () => 0 },
  'a second signal within 300 ms is an echo, a later one ends it at once with 1': environment(() => {
    let signals = 0;
    process.on('SIGTERM', () => (signals += 1) === 2 && process.exit(1));
  }),

  // Configuration
  'bad variables keep it from starting, with an exit code other than 0': environment((env) => {
    if (env.PORT === 'http') Object.assign(env, { PORT: '0', DRAIN_DELAY: '0', SHUTDOWN_TIMEOUT: '0' });
    for (const name of ['LOG_LEVEL', 'DATABASE_URL', 'REDIS_URL']) {
      if (/hush|loud/.test(env[name] ?? '')) delete env[name];
    }
  }),
  'every bad variable is named at once': environment((env) => delete env.REDIS_URL),
  'the value of a bad variable is not told': environment((env) => say({ msg: env.DATABASE_URL })),
  'it listens on HOST and PORT, and nowhere else': environment((env) => (env.HOST = '0.0.0.0')),
  'it is ready on an embedded database and without Redis when neither is told': becomes(201, 500),
  'DATABASE_URL is the PostgreSQL that it works on, and a REDIS_URL where nobody is keeps it from nothing':
    environment((env) => (env.DATABASE_URL = env.CONTRACT_DATABASE)),

  // Users
  'POST /users is 201 with Location and the user, without the password': answers(
    ({ status: code }) => code === 201,
    ({ headers }) => void delete headers.location,
  ),
  'the password is kept as argon2id only': environment(() => {
    const require = createRequire(process.argv[1]);
    require('@node-rs/argon2').hash = async (password) => password;
  }),
  'an email is compared and kept in lower case, a name is trimmed, other members are ignored': answers(
    ({ status: code }) => code === 201,
    (message) => json(message, (body) => (body.email = body.email.toUpperCase())),
  ),
  'names have 1 to 100 characters and no control characters, passwords at least 12': becomes(
    400,
    201,
    (_, { body }) => body.includes('"field":"password"'),
  ),
  'GET /users/{id} is that user': answers(
    ({ status: code }, { method, url }) => method === 'GET' && code === 200 && url.startsWith('/users/'),
    (message) => json(message, (body) => delete body.updatedAt),
  ),
  'GET /users pages through everybody, oldest first, each once': answers(path('/users'), (message) => {
    if (message.body.includes('"data"')) json(message, (body) => (body.data = body.data.toReversed()));
  }),
  'a cursor that nobody issued is 400': becomes(400, 200, ({ url }) => url.includes('cursor=')),
  'PATCH /users/{id} changes name and email, and an empty change is 400': becomes(
    400,
    200,
    ({ method }) => method === 'PATCH',
  ),
  'DELETE /users/{id} is 204, and 404 the second time': becomes(
    404,
    204,
    ({ method }) => method === 'DELETE',
  ),

  // Unhandled errors
  'while the database is away, a request is 503 with Retry-After': answers(
    ({ status: code }) => code === 503,
    ({ headers }) => void delete headers['retry-after'],
  ),
  'while the database is silent, a request is 503 within 5 s': answers(
    ({ status: code }, request) => code === 503 && ofUsers(request),
    later(6_000),
  ),
  'an error that nobody expected is 500 INTERNAL_ERROR and says nothing': answers(
    ({ status: code }) => code === 500,
    (message) => json(message, (body) => (body.detail = 'relation "users" does not exist')),
  ),
  'it is logged once, with its stack and the id of the request': lines((line) =>
    line.err && line.level === 'error' ? `${JSON.stringify(line)}\n${JSON.stringify(line)}` : line,
  ),
  'a 5xx is one access line at error': lines((line) => void (line.status >= 500 && (line.level = 'warn'))),
  'the service lives on after it': answers(
    ({ status: code }) => code === 500,
    () => void setTimeout(() => process.exit(1), 20),
  ),
};
