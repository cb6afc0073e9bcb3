// What test/lifecycle/shutdown-scenarios.ts asks of a program, on nothing but node:http.
import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { storage } from '../../dist/context/context.js';
import { RequestContext } from '../../dist/context/request-context.js';
import { log } from '../../dist/logging/logger.js';
import { shutdown } from '../../dist/lifecycle/shutdown.js';

const { env } = process;
const say = (line) => process.stdout.write(`${line}\n`);

const server = http.createServer((request, response) => {
  const id = request.headers['x-request-id'] ?? 'none';
  storage.run(new RequestContext(id, request.method, request.url), () => void answer(request, response));
});
const sockets = new WebSocketServer({ server, path: '/ws' });
const stop = shutdown(
  server,
  { db: database(), sockets, cache },
  { closeTimeout: Number(env.CLOSE_TIMEOUT ?? 5000) },
);
say('booting');

async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const ms = Number(searchParams.get('ms') ?? 0);
  switch (pathname) {
    case '/slow':
      if (ms > 0) await delay(ms);
      return response.end('slow');
    case '/hang':
      return;
    case '/echo':
      return request.pipe(response);
    case '/sse':
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: hello\n\n');
      if (searchParams.has('polite'))
        stop.signal.addEventListener('abort', () => response.end('data: bye\n\n'));
      return;
    case '/stream':
      response.writeHead(200).write('begin ');
      await delay(ms);
      return response.end('end');
    case '/state':
      return response.end(stop.state);
    case '/configuration':
      response.end('misconfigured');
      void Promise.reject(
        Object.assign(new Error('PORT: expected a number'), { name: 'ConfigurationError' }),
      );
      return;
    case '/reject':
      response.end('rejecting');
      void Promise.reject(new Error('nobody caught me'));
      return;
    case '/throw':
      response.end('throwing');
      setTimeout(() => {
        throw new Error('nobody caught me either');
      });
      return;
    default:
      response.writeHead(404).end();
  }
}

function database() {
  say('opened db');
  return {
    async destroy() {
      for (let line = 1; line <= Number(env.LOG_LINES ?? 0); line++) log.info({ line }, 'last words');
      say('closed db');
    },
  };
}

async function cache() {
  if (env.HANG_CLOSE) await new Promise(() => {});
  if (env.THROW_CLOSE) throw new Error('cache is on fire');
  say('closed cache');
}

await delay(Number(env.BOOT_DELAY ?? 0));
server.listen(0, '127.0.0.1', () => say(`listening ${server.address().port}`));
