import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { closeResources, type Opened } from './close-resources.ts';
import { closerOf, type Closable } from './closers.ts';
import { drainOf, type Drain } from './drain.ts';
import { flushAll } from './flush.ts';
import { requireServer, type HttpServer } from './http-server.ts';
import { processEnd, type Member } from './process-end.ts';
import { reportFields, type Report } from './report.ts';
import type { Shutdown } from './shutdown.ts';
import type { Settings } from './shutdown-options.ts';
import { isWebSocketServer, sendGoingAway, type WebSocketServerLike } from './websocket-server.ts';
import { within } from './within.ts';

/** Longest that saying goodbye to upgraded connections may take, in ms; ws needs a moment to send its frames. */
const GOODBYE = 200;

/** What happens between the reason to stop and the exit, in this order and once. */
export class StopSequence implements Shutdown {
  readonly #settings: Settings;
  readonly #drains = new Set<Drain>();
  readonly #opened: Opened[] = [];
  readonly #webSocketServers: WebSocketServerLike[] = [];
  readonly #draining = new AbortController();
  readonly #hurry = new AbortController();
  readonly #member: Member;
  #phase: 'draining' | 'closing' | 'closed' | undefined = undefined;
  #code: 0 | 1 = 0;
  #report: Promise<Report> | undefined = undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
    const { signals, fatal, log, exit } = settings;
    const stop = (reason: string, code: 0 | 1): Promise<Report> => {
      if (code === 1) this.#code = 1;
      return this.now(reason);
    };
    this.#member = { signals, fatal, log, exit, stop, force: () => this.#hurry.abort() };
  }

  get state(): Shutdown['state'] {
    return this.#phase ?? ([...this.#drains].every(({ listened }) => listened) ? 'running' : 'starting');
  }

  get signal(): AbortSignal {
    return this.#draining.signal;
  }

  add(
    name: string,
    resource: Closable,
    { timeout = this.#settings.closeTimeout }: { timeout?: number } = {},
  ): this {
    const opened = { name, timeout, close: closerOf(name, resource) };
    if (isWebSocketServer(resource)) this.#webSocketServers.push(resource);
    if (this.#phase === 'closed') void closeResources([opened], this.#settings.log, this.#hurry.signal);
    else this.#opened.push(opened);
    return this;
  }

  watch(server: HttpServer): this {
    requireServer(server);
    const drain = drainOf(server);
    this.#drains.add(drain);
    if (this.#phase !== undefined) void drain.close(this.#settings.idleGrace);
    return this;
  }

  catchFatal(): this {
    this.#member.fatal = true;
    processEnd.join(this.#member);
    return this;
  }

  join(): void {
    processEnd.join(this.#member);
  }

  now(reason = 'now()'): Promise<Report> {
    return (this.#report ??= this.#run(reason));
  }

  dispose(): void {
    processEnd.leave(this.#member);
    for (const drain of this.#drains) drain.dispose();
  }

  async #run(reason: string): Promise<Report> {
    const { drainDelay, log, flush } = this.#settings;
    const since = performance.now();
    this.#phase = 'draining';
    this.#draining.abort(new Error(`shutting down: ${reason}`));
    const drains = [...this.#drains];
    const openRequests = sum(drains, ({ connections }) => connections.open);
    const idleConnections = sum(drains, ({ connections }) => connections.idle);
    log.info({ reason, openRequests, idleConnections, drainDelay }, 'draining');
    if (drains.some(({ listened }) => listened)) {
      await delay(drainDelay, undefined, { signal: this.#hurry.signal }).catch(() => {});
    }
    const cut = await this.#drain();
    this.#phase = 'closing';
    const steps = await closeResources(this.#opened, log, this.#hurry.signal);
    this.#phase = 'closed';
    const forced = cut !== undefined || this.#hurry.signal.aborted;
    const code = forced || steps.some(({ error }) => error !== undefined) ? 1 : this.#code;
    const report = { reason, code, forced, ms: Math.round(performance.now() - since), cut: cut ?? 0, steps };
    log[code === 0 ? 'info' : 'warn'](reportFields(report), 'stopped');
    await flushAll(flush);
    return report;
  }

  /** Returns how many requests were cut; `undefined` when every connection ended in time. */
  async #drain(): Promise<number | undefined> {
    const { idleGrace, timeout } = this.#settings;
    const goodbye = Promise.resolve().then(() => this.#sayGoodbye());
    const drained = Promise.all(Array.from(this.#drains, (drain) => drain.close(idleGrace, goodbye)));
    try {
      await within(timeout, drained, () => new Error('deadline'), { signal: this.#hurry.signal, ms: 0 });
      return undefined;
    } catch {
      return sum([...this.#drains], (drain) => drain.cut());
    }
  }

  async #sayGoodbye(): Promise<void> {
    const { goingAway, log } = this.#settings;
    for (const server of this.#webSocketServers) sendGoingAway(server);
    const patience = this.#webSocketServers.length > 0 ? delay(GOODBYE / 2) : undefined;
    const late = (): Error => new Error(`goingAway() did not finish within ${GOODBYE} ms`);
    const saying = (async () => goingAway())();
    await within(GOODBYE, saying, late).catch((err: unknown) => log.error({ err }, 'saying goodbye failed'));
    await patience;
  }
}

function sum(drains: readonly Drain[], count: (drain: Drain) => number): number {
  return drains.reduce((total, drain) => total + count(drain), 0);
}
