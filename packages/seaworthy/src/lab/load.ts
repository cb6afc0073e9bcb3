import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../engine/evidence.ts';
import { connect, readyEvent } from './connect.ts';
import type { Clock } from './conversation.ts';
import { exchange } from './exchange.ts';
import type { LoadFacts, LoadSpec, RequestSpec } from './lab.ts';
import { headOf } from './request-bytes.ts';
import { ResponseReader } from './response-reader.ts';

const MOST_CONNECTIONS = 200;
const MOST_SECONDS = 120;
const MOST_REQUESTS = 200_000;
const MOST_LOSSES = 10;
/** After a failed request, or a service that is gone would be asked thousands of times a second. In ms. */
const AFTER_ERROR = 20;

/** Sends many requests and accounts for every one. Resolves, never rejects. */
export async function load(
  origin: URL,
  options: LoadSpec & { spec: NonNullable<LoadSpec['spec']> },
  now: Clock,
): Promise<LoadFacts> {
  const { spec, keepAlive = false, pause = 0, signal } = options;
  const workers = Math.max(1, Math.min(options.connections, MOST_CONNECTIONS));
  const most = Math.min(options.requests ?? MOST_REQUESTS, MOST_REQUESTS);
  const seconds = Math.min(
    options.seconds ?? (options.requests === undefined ? 1 : MOST_SECONDS),
    MOST_SECONDS,
  );
  const startedAt = now();
  const deadline = performance.now() + seconds * 1000;
  const tally = new Tally();
  let begun = 0;
  const more = (): boolean => begun < most && performance.now() < deadline && signal?.aborted !== true;
  const work = async (): Promise<void> => {
    const line = keepAlive ? new KeptConnection(origin, now) : undefined;
    while (more()) {
      const number = begun;
      begun += 1;
      const next = typeof spec === 'function' ? spec(number) : spec;
      const [answer, raced] =
        line === undefined ? [await exchange(origin, next, now), false] : await line.ask(next);
      tally.add(answer, raced);
      const rest = Math.max(pause, answer.error === undefined ? 0 : AFTER_ERROR);
      if (rest > 0) await sleep(rest);
    }
    line?.close();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return tally.facts(begun, startedAt, now());
}

class Tally {
  readonly #outcomes: Record<string, number> = {};
  readonly #latencies: number[] = [];
  readonly #losses: Exchange[] = [];
  #lost = 0;
  #raced = 0;

  add(answer: Exchange, raced: boolean): void {
    const outcome = String(answer.response?.status ?? answer.error);
    this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + 1;
    if (answer.response !== undefined) this.#latencies.push(answer.endedAt - answer.startedAt);
    else if (answer.connected && answer.sent) {
      this.#lost += 1;
      if (raced) this.#raced += 1;
      if (this.#losses.length < MOST_LOSSES) this.#losses.push(answer);
    }
  }

  facts(requests: number, startedAt: number, endedAt: number): LoadFacts {
    const sorted = this.#latencies.sort((a, b) => a - b);
    const rank = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
    const latency =
      sorted.length === 0 ? null : { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), max: rank(1) };
    const losses = this.#losses;
    return {
      requests,
      outcomes: this.#outcomes,
      lost: this.#lost,
      raced: this.#raced,
      losses,
      latency,
      startedAt,
      endedAt,
    };
  }
}

/** Requests one after the other on a connection that is kept as long as the server keeps it. */
class KeptConnection {
  readonly #origin: URL;
  readonly #now: Clock;
  #socket: Socket | undefined;

  constructor(origin: URL, now: Clock) {
    this.#origin = origin;
    this.#now = now;
  }

  /** The exchange, and whether it was lost on a connection used before without one byte of an answer. */
  async ask(spec: RequestSpec): Promise<[Exchange, boolean]> {
    const { method = 'GET', path, headers = {}, body, timeout = 10_000 } = spec;
    const startedAt = this.#now();
    const used = this.#socket !== undefined;
    const socket = (this.#socket ??= connect(this.#origin).on('error', () => {}));
    const reader = new ResponseReader(method);
    let connected = used;
    let sent = false;
    const error = await new Promise<string | undefined>((resolve) => {
      const over = (why: string): void => {
        reader.end();
        resolve(reader.complete ? undefined : why);
      };
      const listeners = {
        data: (bytes: Buffer) => {
          reader.push(bytes);
          if (reader.fault !== undefined || reader.complete) resolve(reader.fault);
        },
        end: () => over('EOF'),
        error: (failure: NodeJS.ErrnoException) => over(failure.code ?? failure.message),
        close: () => over('ECONNRESET'),
      };
      for (const [event, listener] of Object.entries(listeners)) socket.on(event, listener);
      const timer = setTimeout(over, timeout, 'TIMEOUT');
      const settle = resolve;
      resolve = (value) => {
        clearTimeout(timer);
        for (const [event, listener] of Object.entries(listeners)) socket.off(event, listener);
        settle(value);
      };
      const kept = { ...spec, headers: { Connection: 'keep-alive', ...headers } };
      const send = (): void => {
        connected = true;
        socket.write(headOf(this.#origin, kept) + (body ?? ''), (failure) => (sent = !failure));
      };
      if (used) send();
      else void once(socket, readyEvent(this.#origin)).then(send, () => {});
    });
    if (error !== undefined || !reader.reusable()) this.close();
    const answer = error === undefined ? reader.answer() : undefined;
    const exchanged: Exchange = {
      kind: 'exchange',
      request: { method, path, headers: { ...headers }, ...(body !== undefined && { body }) },
      ...(answer !== undefined ? { response: answer } : { error: error ?? 'EOF' }),
      connected,
      sent,
      startedAt,
      endedAt: this.#now(),
    };
    return [exchanged, used && error !== undefined && error !== 'TIMEOUT' && !reader.began];
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }
}
