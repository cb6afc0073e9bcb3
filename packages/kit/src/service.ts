import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { watch } from './diagnostics/watch.ts';
import type { KitEndpoints } from './kit-endpoints.ts';
import { shutdown, type Shutdown } from './lifecycle/shutdown.ts';
import type { Report } from './lifecycle/report.ts';
import { limitServer } from './limits/server-limits.ts';
import { log } from './logging/logger.ts';
import { registerFindings } from './metrics/findings.ts';
import type { Settings } from './settings.ts';

/** How a framework serves: what an adapter hands to the core. */
export interface Serving {
  readonly server: Server;
  /** Starts listening; resolves when connections are accepted. */
  listen(port: number, host: string): Promise<unknown>;
  /** The framework's own end (plugins, hooks): after the last request, before the resources are closed. */
  close?: () => unknown;
}

/** A running service, or one about to run: the handle that every adapter's `seaworthy(app)` returns. */
export interface Service {
  readonly server: Server;
  /** `http://host:port`, once listening. */
  readonly url: string;
  /** Add what is opened later: `service.shutdown.add('queue', queue)`. */
  readonly shutdown: Shutdown;
  /** Register your own metrics here; they appear on `/metrics`. `undefined` when metrics are off. */
  readonly metrics: Registry | undefined;
  /** Default port: `PORT`, else 3000. Default host: `HOST`, else every address. Rejects when the port is taken. */
  listen(port?: number, host?: string): Promise<Service>;
  /** Stops as a signal would, without ending the process. */
  close(): Promise<Report>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Puts limits and the drain on a server, and makes the handle for the user. */
export function serviceOf(serving: Serving, settings: Settings, kit: KitEndpoints): Service {
  const { server } = serving;
  limitServer(server, settings.limits);
  // Fatal errors are taken over by `listen`: an application under `inject` or supertest lives in somebody else's process.
  const life = shutdown(server, settings.resources, { ...settings.shutdown, fatal: false });
  if (serving.close !== undefined) life.add('framework', serving.close);
  kit.phase = () => (life.state === 'starting' ? 'running' : life.state);

  const service: Service = {
    server,
    shutdown: life,
    metrics: kit.metrics?.registry,
    get url() {
      return urlOf(server);
    },
    async listen(port = portFromEnvironment(), host = process.env['HOST'] ?? '0.0.0.0') {
      if (settings.shutdown?.fatal !== false) life.catchFatal();
      if (settings.watch !== false) startWatch(settings, kit, life);
      try {
        await serving.listen(port, host);
      } catch (error) {
        throw (error as { code?: string }).code === 'EADDRINUSE' ? portTaken(port, host, error) : error;
      }
      log.info({ url: service.url, pid: process.pid, node: process.version }, 'listening');
      return service;
    },
    close: () => life.now('close() was called'),
    async [Symbol.asyncDispose]() {
      await life.now('disposed');
    },
  };
  return service;
}

/** Findings go to the log and to `/metrics`; the watch ends with the service. */
function startWatch({ metrics: wanted }: Settings, { metrics }: KitEndpoints, life: Shutdown): void {
  const pools = wanted === false ? undefined : wanted?.pools;
  const watcher = watch({ log, ...(pools !== undefined && { pools }) });
  if (metrics !== undefined) registerFindings(metrics.registry, watcher);
  life.add('watch', () => watcher[Symbol.dispose]());
}

function portFromEnvironment(): number {
  const text = process.env['PORT'] ?? '3000';
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new TypeError(`Expected PORT to be a whole number from 0 to 65535, got ${JSON.stringify(text)}`);
}

function portTaken(port: number, host: string, cause: unknown): Error {
  const message = `Port ${port} on ${host} is taken by another process; stop it, or choose a port by PORT or listen(port)`;
  return Object.assign(new Error(message, { cause }), { code: 'EADDRINUSE' });
}

/** Where a listening server can be reached from this machine. */
function urlOf(server: Server): string {
  const address = server.address() as AddressInfo | null;
  if (address === null) throw new Error('Expected a listening server; call `listen()` first');
  const { address: host, family, port } = address;
  if (host === '::' || host === '0.0.0.0') return `http://localhost:${port}`;
  return `http://${family === 'IPv6' ? `[${host}]` : host}:${port}`;
}
