import { Server } from 'node:net';
import { defect } from './defect.mjs';

/** How long an idle connection may still send a request once the listener is closed, in ms. */
const IDLE_GRACE = 250;
/** A request that has begun to arrive gets so many times as long. */
const PARTIAL = 8;
const LOOK_EVERY = 25;
/** The kernel is taken to have no more connections for us after so long without one, in ms. */
const CALM = 10;
const LONGEST_ACCEPT = 100;
/** A turn of the event loop in which next to nothing happened, in ms. */
const QUIET_TURN = 0.1;

/** Ends the connections of a server without losing a request. */
export class Drain {
  /** By socket: its newest response, the bytes read when that ended, and since when it is quiet. */
  connections = new Map();
  #server;
  #closing = false;

  constructor(server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.connections.set(socket, { last: undefined, read: 0, quietSince: undefined });
      socket.once('close', () => this.connections.delete(socket));
    });
    const onRequest = (request, response) => this.#requested(request.socket, response);
    for (const event of ['request', 'checkContinue', 'checkExpectation'])
      server.prependListener(event, onRequest);
  }

  /** Closes the listener, answers what was asked, ends each connection; resolves when the last one is gone. */
  async run() {
    this.#closing = true;
    const closed = new Promise((resolve) => void this.#server.once('close', resolve));
    await this.#acceptTheLast();
    for (const [socket, { last }] of this.connections) if (last !== undefined) this.#promiseToClose(socket);
    const look = () => {
      this.#endQuiet();
      // Timers run before sockets are read, where a request may be waiting: look after that.
      timer = setTimeout(setImmediate, LOOK_EVERY, look);
    };
    let timer = setTimeout(setImmediate, LOOK_EVERY, look);
    await closed;
    clearTimeout(timer);
  }

  /**
   * Closing a listener resets the connections that nobody has accepted yet. Meanwhile nothing is read: a client that
   * waits for its answer does not connect again.
   */
  async #acceptTheLast() {
    const paused = [];
    const pause = (socket) => socket.isPaused() || paused.push(socket.pause());
    const since = performance.now();
    let latest = since;
    const onConnection = (socket) => {
      latest = performance.now();
      // Node begins to read in the next tick, which would undo it.
      process.nextTick(pause, socket);
    };
    for (const socket of this.connections.keys()) pause(socket);
    this.#server.on('connection', onConnection);
    let turn = Infinity;
    for (let now = since; now - since < LONGEST_ACCEPT;) {
      await new Promise(setImmediate);
      turn = performance.now() - now;
      now += turn;
      if (now - latest >= CALM && turn < QUIET_TURN) break;
    }
    // Not the close() of HTTP servers: that destroys idle connections, with a request on the wire or not.
    Server.prototype.close.call(this.#server);
    this.#server.off('connection', onConnection);
    for (const socket of paused) socket.resume();
  }

  #requested(socket, response) {
    const connection = this.connections.get(socket);
    if (connection === undefined) return;
    const before = connection.last;
    connection.last = response;
    connection.quietSince = undefined;
    response.once('close', () => (connection.read = socket.bytesRead));
    if (this.#closing) this.#promiseToClose(socket, before);
  }

  /** Only the last response of a connection says so: Node drops what is queued behind the one that does. */
  #promiseToClose(socket, before) {
    if (defect('shutdown/says-connection-close')) return;
    const { last } = this.connections.get(socket);
    if (last.headersSent) return;
    if (before?.headersSent === false) before.shouldKeepAlive = true;
    last.shouldKeepAlive = false;
  }

  #endQuiet() {
    const now = performance.now();
    for (const [socket, connection] of this.connections) {
      const { last, read } = connection;
      if (last !== undefined && !last.closed) {
        connection.quietSince = undefined;
        continue;
      }
      connection.quietSince ??= now;
      if (last !== undefined && defect('shutdown/idle-connections-do-not-delay')) continue;
      if (socket.bytesRead === 0 && defect('shutdown/silent-connections-do-not-delay')) continue;
      const grace = socket.bytesRead > read ? IDLE_GRACE * PARTIAL : IDLE_GRACE;
      if (now - connection.quietSince >= grace) socket.destroySoon();
    }
  }
}
