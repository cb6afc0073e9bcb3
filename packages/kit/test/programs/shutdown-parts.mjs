// What every program of test/lifecycle/shutdown-scenarios.ts is made of: two resources, and routes on bare messages.
import { setTimeout as delay } from 'node:timers/promises';
import { log } from '@seaworthy/kit';

const { env } = process;
export const say = (line) => process.stdout.write(`${line}\n`);

/** Opened first, so closed last. */
export function database() {
  say('opened db');
  return {
    async destroy() {
      for (let line = 1; line <= Number(env.LOG_LINES ?? 0); line++) log.info({ line }, 'last words');
      say('closed db');
    },
  };
}

/** Opened last, so closed first. */
export async function cache() {
  if (env.HANG_CLOSE) await new Promise(() => {});
  if (env.THROW_CLOSE) throw new Error('cache is on fire');
  say('closed cache');
}

/** The moment between hearing signals and listening. */
export async function boot() {
  say('booting');
  await delay(Number(env.BOOT_DELAY ?? 0));
}

/** Every route; `stop` is the shutdown whose state and signal are shown. */
export async function answer(request, response, stop) {
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
