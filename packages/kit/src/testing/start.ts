import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service on a free port of the loopback address; `await using` (or `close`) stops it after the test. */
export interface Started extends AsyncDisposable {
  /** Without a trailing slash. */
  readonly url: string;
  /** `fetch` with a path of the service. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** A kit service, an Express, Fastify or NestJS application, a `http.Server`, or a bare request listener. */
export type Startable = Listening | RequestListener;

interface Listening {
  listen: (...args: never[]) => unknown;
  close?: (() => unknown) | undefined;
  url?: string | undefined;
}

type Stoppable = { close?: (() => unknown) | undefined; url?: string | undefined };

/** Starts `target`. A function of fewer than two parameters is called with a free port and starts the service itself. */
export async function start(
  target: Startable | ((port: number) => Stoppable | void | Promise<Stoppable | void>),
): Promise<Started> {
  if (typeof (target as Listening | undefined)?.listen === 'function')
    return startListening(target as Listening);
  if (typeof target !== 'function') {
    throw new TypeError(`Expected a service, an application or a function of the port, got ${typeof target}`);
  }
  if (target.length >= 2) return startListening(createServer(target as RequestListener));
  const port = await freePort();
  const result = (await (target as (port: number) => unknown)(port)) as Stoppable | undefined;
  return started(result?.url ?? `http://127.0.0.1:${port}`, () => result?.close?.());
}

async function startListening(target: Listening): Promise<Started> {
  const listening = await listen(target);
  const server = [listening, target, (target as { server?: unknown }).server].find(isServer);
  const url = target.url ?? (server && `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  if (url === undefined)
    throw new Error('Expected the service to tell its port after listen(), got no address');
  const closable = !isServer(target) && typeof target.close === 'function';
  return started(url, () => (closable ? target.close?.() : server && closeServer(server)));
}

/** Fastify alone takes one object; everybody else port and host. */
async function listen(target: Listening): Promise<unknown> {
  if ('inject' in target && 'route' in target) {
    await (target.listen as (options: object) => unknown)({ port: 0, host: '127.0.0.1' });
    return undefined;
  }
  const result = await (target.listen as (port: number, host: string) => unknown)(0, '127.0.0.1');
  if (isServer(result) && !result.listening) await once(result, 'listening');
  return result;
}

function isServer(value: unknown): value is Server {
  return typeof value === 'object' && value !== null && 'address' in value && 'listening' in value;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function started(url: string, stop: () => unknown): Started {
  const base = url.replace(/\/$/, '').replace('//[::]', '//[::1]').replace('//0.0.0.0', '//127.0.0.1');
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= (async () => void (await stop()))());
  return { url: base, fetch: (path, init) => fetch(base + path, init), close, [Symbol.asyncDispose]: close };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await closeServer(server);
  return port;
}
