import type { Closable } from './closers.ts';
import type { HttpServer } from './http-server.ts';
import type { Report } from './report.ts';
import { settingsOf, type ShutdownOptions } from './shutdown-options.ts';
import { StopSequence } from './stop-sequence.ts';

export type { Closable } from './closers.ts';
export type { HttpServer } from './http-server.ts';
export type { Report, Step } from './report.ts';
export type { ShutdownLog } from './shutdown-log.ts';
export type { ShutdownOptions } from './shutdown-options.ts';

/** The end of a service, prepared. */
export interface Shutdown {
  /** `starting` until every server listens; `draining` while requests are served; `closing` resources; `closed`. */
  readonly state: 'starting' | 'running' | 'draining' | 'closing' | 'closed';
  /** Aborts when draining starts; its reason is an `Error` that says why. */
  readonly signal: AbortSignal;
  /** Adds a resource that was opened after the others, so it is closed before them. `timeout` in ms. */
  add(name: string, resource: Closable, options?: { timeout?: number }): this;
  /** Adds a server, before or after it listens. */
  watch(server: HttpServer): this;
  /** Takes over unhandled rejections and uncaught exceptions from now on: as the option `fatal`. */
  catchFatal(): this;
  /** Stops as a signal would, but leaves the process alone. Every call gives the one report. */
  now(reason?: string): Promise<Report>;
  /** Removes all listeners; for tests and embedding. Servers and resources are left alone. */
  dispose(): void;
}

/**
 * Ends a service on SIGTERM and SIGINT without losing a request: keep serving for `drainDelay`, close the listener,
 * finish what was asked on every connection, close the resources in reverse order, flush the log, exit. A signal
 * within 300 ms of another is npm's echo; a later one cuts open requests and gives each resource 250 ms; a third
 * exits on the spot. Throws a `TypeError` when a server, a resource or an option is not what was expected.
 */
export function shutdown(
  server: HttpServer | readonly HttpServer[],
  resources: Readonly<Record<string, Closable>> = {},
  options: ShutdownOptions = {},
): Shutdown {
  const sequence = new StopSequence(settingsOf(options));
  for (const [name, resource] of Object.entries(resources)) sequence.add(name, resource);
  for (const one of Array.isArray(server) ? (server as HttpServer[]) : [server as HttpServer])
    sequence.watch(one);
  sequence.join();
  return sequence;
}
