import type { Server as PlainServer } from 'node:http';
import type { Http2SecureServer, Http2Server } from 'node:http2';
import { Server } from 'node:net';

/** Anything of Node that serves HTTP: `node:http`, `node:https`, `node:http2`. */
export type HttpServer = PlainServer | Http2Server | Http2SecureServer;

/** Throws a `TypeError` that says what to pass instead. */
export function requireServer(server: unknown): asserts server is HttpServer {
  if (server instanceof Server) return;
  const got =
    typeof server === 'function'
      ? 'a function; pass what http.createServer(app) or app.listen() returned'
      : (server as { server?: unknown } | null | undefined)?.server instanceof Server
        ? 'an application; pass its `server`'
        : String(server);
  throw new TypeError(`shutdown: expected a server of node:http, node:https or node:http2, got ${got}`);
}
