// raw plus everything a production stack does, by hand: what the contract costs when no framework is in the way.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import pino from 'pino';
import { host, port } from './job/address.mjs';
import { problemsOf } from './job/hand-validated.mjs';
import { readJson } from './job/read-json.mjs';
import { addUser, findUser } from './job/users.mjs';

const VALID_ID = /^[\w.:=+/-]{1,128}$/;
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SECURITY = [
  'X-Content-Type-Options',
  'nosniff',
  'Content-Security-Policy',
  "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy',
  'no-referrer',
];
const storage = new AsyncLocalStorage();
const histogram = new Map();
const log = pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 100 });

createServer((request, response) => {
  const sent = request.headers['x-request-id'];
  const context = {
    id: sent !== undefined && VALID_ID.test(sent) ? sent : randomUUID(),
    route: '',
    start: performance.now(),
    bytes: 0,
  };
  response.on('close', () => finished(request, response, context));
  storage.run(context, handle, request, response, context);
}).listen(port, host);

function handle(request, response, context) {
  const { method, url } = request;
  if (method === 'GET' && url.startsWith('/users/')) {
    context.route = '/users/:id';
    const user = findUser(url.slice(7));
    if (user === undefined)
      sendProblem(response, context, url, 404, 'NOT_FOUND', 'Not Found', 'User not found');
    else send(response, context, 200, 'application/json; charset=utf-8', user);
  } else if (method === 'POST' && url === '/users') {
    context.route = '/users';
    readJson(request, (body) => {
      const errors = problemsOf(body);
      if (errors.length === 0) send(response, context, 201, 'application/json; charset=utf-8', addUser(body));
      else
        sendProblem(
          response,
          context,
          url,
          400,
          'VALIDATION_ERROR',
          'Bad Request',
          'Validation failed',
          errors,
        );
    });
  } else if (method === 'GET' && url === '/metrics') {
    send(response, context, 200, 'application/json; charset=utf-8', [...histogram.values()]);
  } else {
    sendProblem(response, context, url, 404, 'NOT_FOUND', 'Not Found', 'Route not found');
  }
}

function sendProblem(response, context, url, status, code, title, detail, errors) {
  const type = `/errors/${code.toLowerCase().replaceAll('_', '-')}`;
  const problem = { type, title, status, detail, instance: url, code, requestId: context.id, errors };
  send(response, context, status, 'application/problem+json; charset=utf-8', problem);
}

function send(response, context, status, type, value) {
  const body = JSON.stringify(value);
  context.bytes = Buffer.byteLength(body);
  const own = ['X-Request-ID', context.id, 'Content-Type', type, 'Content-Length', context.bytes];
  response.writeHead(status, SECURITY.concat(own));
  response.end(body);
}

function finished(request, response, { id, route, start, bytes }) {
  const durationMs = performance.now() - start;
  const { statusCode: status } = response;
  observe(`${request.method} ${route} ${status}`, durationMs / 1000);
  log.write(
    `{"level":"${status < 400 ? 'info' : 'warn'}","time":${Date.now()},"msg":"request completed","requestId":"${id}",` +
      `"method":"${request.method}","path":${JSON.stringify(request.url)},"route":"${route}","status":${status},` +
      `"durationMs":${durationMs.toFixed(3)},"bytes":${bytes},"remoteAddress":"${request.socket.remoteAddress}"}\n`,
  );
}

function observe(labels, seconds) {
  let series = histogram.get(labels);
  if (series === undefined)
    histogram.set(labels, (series = { labels, count: 0, sum: 0, buckets: BUCKETS.map(() => 0) }));
  series.count += 1;
  series.sum += seconds;
  let bucket = 0;
  while (bucket < BUCKETS.length && seconds > BUCKETS[bucket]) bucket += 1;
  if (bucket < BUCKETS.length) series.buckets[bucket] += 1;
}
