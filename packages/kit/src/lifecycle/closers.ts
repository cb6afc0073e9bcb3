import { Server } from 'node:net';
import { quitRedis, type RedisLike } from './redis.ts';
import { isWebSocketServer } from './websocket-server.ts';

/** Something with a way to be closed; the way is found by shape. A function is called. */
export type Closable =
  | (() => unknown)
  | { close(): unknown }
  | { end(): unknown }
  | { quit(): unknown }
  | { destroy(): unknown }
  | { disconnect(): unknown }
  | { $disconnect(): unknown }
  | AsyncDisposable;

/** The gentle way first: `close` of an undici agent waits where its `destroy` aborts; mysql2 and pg have `end`. */
const METHODS = [
  Symbol.asyncDispose,
  '$disconnect',
  'close',
  'end',
  'destroy',
  'quit',
  'disconnect',
] as const;

/** How to close a resource; throws a `TypeError` that names it when there is no way. */
export function closerOf(name: string, resource: Closable): () => unknown {
  if (resource instanceof Server || isWebSocketServer(resource)) return () => closeListener(resource);
  if (isRedis(resource)) return () => quitRedis(resource);
  // Before the call of a plain function: a knex instance and a postgres.js client are functions with methods.
  for (const method of METHODS) {
    if (has(resource, method)) return () => resource[method]();
  }
  if (typeof resource === 'function') return resource;
  const ways = METHODS.map((method) =>
    typeof method === 'symbol' ? '[Symbol.asyncDispose]()' : `${method}()`,
  );
  throw new TypeError(
    `shutdown: resource "${name}": expected a function or an object with ${ways.join(' or ')}, got ${describe(resource)}`,
  );
}

function has<N extends string | symbol>(resource: unknown, name: N): resource is Record<N, () => unknown> {
  return typeof (resource as Partial<Record<N, unknown>> | null | undefined)?.[name] === 'function';
}

function isRedis(resource: unknown): resource is RedisLike {
  return has(resource, 'quit') && (has(resource, 'destroy') || has(resource, 'disconnect'));
}

/** `net.Server` and ws report through a callback only; one that never listened is closed already. */
function closeListener(server: {
  close(done: (error?: NodeJS.ErrnoException) => void): unknown;
}): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined || error.code === 'ERR_SERVER_NOT_RUNNING') resolve();
      else reject(error);
    });
  });
}

function describe(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('then' in value) return 'a promise; await it first';
  const kind = (Object.getPrototypeOf(value) as object | null)?.constructor?.name ?? 'Object';
  return `a ${kind} with ${Object.keys(value).slice(0, 5).join(', ') || 'nothing'}; pass a function that closes it`;
}
