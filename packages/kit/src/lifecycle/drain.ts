import { Server } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Connection } from './connection.ts';
import { Connections } from './connections.ts';
import type { HttpServer } from './http-server.ts';
import { afterLastAccept } from './last-accepts.ts';
import { midRequest } from './mid-request.ts';

/** How often connections are looked at while closing, in ms. */
const LOOK_EVERY = 10;
/** Half a request gets this many times the grace of an idle connection. */
const PARTIAL_GRACE = 8;
/** From the FIN on an upgraded connection to its destruction, in ms. */
const UPGRADED_GRACE = 200;

const drains = new WeakMap<HttpServer, Drain>();

/** The one drain of a server, attached to it when it is first asked for. */
export function drainOf(server: HttpServer): Drain {
  let drain = drains.get(server);
  if (drain === undefined) drains.set(server, (drain = new Drain(server)));
  return drain;
}

/** Ends the connections of one server without losing a request. */
export class Drain {
  readonly connections: Connections;
  readonly #server: HttpServer;
  #listened: boolean;
  #closing: Promise<void> | undefined = undefined;
  #looking: NodeJS.Timeout | undefined = undefined;

  constructor(server: HttpServer) {
    this.#server = server;
    this.connections = new Connections(server);
    this.#listened = server.listening;
    server.on('listening', this.#onListening);
  }

  /** Whether the server has been listening. */
  get listened(): boolean {
    return this.#listened;
  }

  /**
   * Closes the listener, then each connection once it has been quiet for `idleGrace` ms; resolves when the last one
   * is gone. Upgraded connections are ended after `goodbye`.
   */
  close(idleGrace: number, goodbye: Promise<unknown> = Promise.resolve()): Promise<void> {
    return (this.#closing ??= this.#close(idleGrace, goodbye));
  }

  /** Destroys every connection that is left; returns how many open requests that cut. */
  cut(): number {
    const { open, sessions, handshakes } = this.connections;
    for (const { socket } of this.connections) socket.destroy();
    for (const session of sessions) session.destroy();
    handshakes.destroy();
    if ('closeAllConnections' in this.#server) this.#server.closeAllConnections();
    return open;
  }

  /** Lets go of the server; its connections are left alone. */
  dispose(): void {
    clearTimeout(this.#looking);
    this.#server.removeListener('listening', this.#onListening);
    this.connections.dispose();
    drains.delete(this.#server);
  }

  async #close(idleGrace: number, goodbye: Promise<unknown>): Promise<void> {
    const { connections } = this;
    const server = this.#server;
    if (!server.listening && connections.idle + connections.open === 0) return;
    const closed = new Promise<void>((resolve) => void server.once('close', resolve));
    await afterLastAccept(server, connections, () => {
      // http.Server.close() would destroy idle connections now, with a request on the wire or not.
      if (server.listening) Server.prototype.close.call(server);
    });
    connections.onRequest = (connection) => {
      connection.quietSince = undefined;
      connection.tellToClose();
    };
    for (const connection of connections) connections.onRequest(connection);
    for (const session of connections.sessions) session.close();
    let farewell = false;
    void goodbye.finally(() => (farewell = true));
    const since = performance.now();
    const look = (): void => {
      const now = performance.now();
      const graceIsOver = now - since > idleGrace;
      if (graceIsOver) connections.handshakes.destroy();
      this.#endQuiet(now, idleGrace, graceIsOver);
      if (farewell) this.#endUpgraded(now);
      lookLater();
    };
    // Timers come before the poll phase, and there the bytes of a request may be waiting: hence the detour.
    const lookLater = (): void => {
      this.#looking = setTimeout(setImmediate, LOOK_EVERY, look);
    };
    lookLater();
    await closed;
    clearTimeout(this.#looking);
    this.#looking = undefined;
  }

  #endQuiet(now: number, idleGrace: number, graceIsOver: boolean): void {
    const quiet: Connection[] = [];
    for (const connection of this.connections) {
      if (connection.upgraded) continue;
      if (connection.pending) connection.quietSince = undefined;
      else if (now - (connection.quietSince ??= now) >= idleGrace) quiet.push(connection);
    }
    if (quiet.length === 0 && !graceIsOver) return;
    const partial = midRequest(
      this.#server,
      Array.from(this.connections, ({ socket }) => socket),
    );
    for (const { socket, quietSince = now } of quiet) {
      if (!partial.has(socket) || now - quietSince >= idleGrace * PARTIAL_GRACE) socket.destroySoon();
    }
  }

  #endUpgraded(now: number): void {
    for (const connection of this.connections) {
      if (!connection.upgraded) continue;
      if (connection.quietSince === undefined) {
        connection.quietSince = now;
        connection.socket.end();
      } else if (now - connection.quietSince >= UPGRADED_GRACE) connection.socket.destroy();
    }
  }

  /** A server that begins to listen after it was told to close does not get far. */
  readonly #onListening = (): void => {
    this.#listened = true;
    if (this.#closing !== undefined) Server.prototype.close.call(this.#server);
  };
}
