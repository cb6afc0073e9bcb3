import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** On the socket itself: per request that is one property read instead of a look-up in a map. */
const CONNECTION = Symbol('connection');

/** What a drain knows about one connection. */
export class Connection {
  /** The newest response; with pipelining the older ones end before it does. */
  last: ServerResponse | undefined = undefined;
  /** The socket belongs to a WebSocket or a tunnel now. */
  upgraded = false;
  /** When a look found it idle first; `undefined` while it is busy. On the clock of `performance.now()`. */
  quietSince: number | undefined = undefined;
  #told: ServerResponse | undefined = undefined;

  constructor(readonly socket: Socket) {
    (socket as Tracked)[CONNECTION] = this;
  }

  /** `undefined` for a socket that nobody tracks; also for the fake sockets of injected requests. */
  static of(socket: object | null | undefined): Connection | undefined {
    return (socket as Tracked | null | undefined)?.[CONNECTION];
  }

  /** Whether a response is owed. */
  get pending(): boolean {
    return this.last !== undefined && !this.last.closed;
  }

  /**
   * Puts `Connection: close` on the last pending response and takes it from an older one whose headers have not
   * gone out: Node drops every response that is queued behind the one that carries it.
   */
  tellToClose(): void {
    const { last } = this;
    if (last === undefined || last === this.#told || last.headersSent || !last.shouldKeepAlive) return;
    if (this.#told?.headersSent === false) this.#told.shouldKeepAlive = true;
    this.#told = last;
    last.shouldKeepAlive = false;
  }
}

type Tracked = { [CONNECTION]?: Connection };
