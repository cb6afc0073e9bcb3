import { Server as PlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Http2Session } from 'node:http2';
import { Socket } from 'node:net';
import { Server as TlsServer, type TLSSocket } from 'node:tls';
import { alongside } from './alongside.ts';
import { Connection } from './connection.ts';
import { Handshakes } from './handshakes.ts';
import type { HttpServer } from './http-server.ts';

/** How often the responses that idle connections have got are let go of, in ms. */
const RELEASE_EVERY = 5000;

/** The connections of one server, kept up to date by its events. Costs a request one property read and one write. */
export class Connections implements Iterable<Connection> {
  readonly sessions = new Set<Http2Session>();
  readonly handshakes = new Handshakes();
  /** Set once closing: hears of every request on a connection that is already there. */
  onRequest: ((connection: Connection) => void) | undefined = undefined;
  readonly #all = new Set<Connection>();
  readonly #detach: (() => void)[];

  constructor(server: HttpServer) {
    const on = (event: string, listener: (...args: never[]) => void): (() => void) => {
      server.on(event, listener as () => void);
      return () => void server.removeListener(event, listener as () => void);
    };
    // The other side of an HTTP/2 session is told by GOAWAY, so its socket is no business of ours.
    const secure = (socket: TLSSocket): void => {
      this.handshakes.completed(socket);
      if (socket.alpnProtocol !== 'h2') this.#add(socket);
    };
    this.#detach = [
      ...(server instanceof TlsServer
        ? [
            on('connection', (socket: Socket) => this.handshakes.began(socket)),
            on('secureConnection', secure),
          ]
        : []),
      ...(server instanceof PlainServer && !(server instanceof TlsServer)
        ? [on('connection', (socket: Socket) => void this.#add(socket))]
        : []),
      on('session', (session: Http2Session) => {
        this.sessions.add(session);
        session.once('close', () => this.sessions.delete(session));
      }),
      ...['request', 'checkContinue', 'checkExpectation'].map((event) =>
        alongside(server, event, this.began),
      ),
      ...['upgrade', 'connect'].map((event) => alongside(server, event, this.#upgraded)),
    ];
    const releasing = setInterval(() => this.#release(), RELEASE_EVERY).unref();
    this.#detach.push(() => clearInterval(releasing));
  }

  /** The first moment of a request; a second call for the same one does nothing. */
  readonly began = (request: IncomingMessage, response: ServerResponse): void => {
    const connection = this.#of(request);
    if (connection === undefined) return;
    connection.last = response;
    this.onRequest?.(connection);
  };

  /** Connections that are owed a response, and HTTP/2 sessions. */
  get open(): number {
    let open = this.sessions.size;
    for (const connection of this.#all) if (connection.pending) open++;
    return open;
  }

  /** Connections that are owed nothing and not upgraded. */
  get idle(): number {
    let idle = 0;
    for (const connection of this.#all) if (!connection.pending && !connection.upgraded) idle++;
    return idle;
  }

  [Symbol.iterator](): Iterator<Connection> {
    return this.#all[Symbol.iterator]();
  }

  dispose(): void {
    for (const detach of this.#detach) detach();
  }

  readonly #upgraded = (request: IncomingMessage): void => {
    const connection = this.#of(request);
    if (connection !== undefined) connection.upgraded = true;
  };

  /** A connection that is older than this object is met at its next request; an injected request has no socket. */
  #of({ socket, httpVersionMajor }: IncomingMessage): Connection | undefined {
    const known = Connection.of(socket);
    if (known !== undefined) return known;
    return httpVersionMajor === 1 && socket instanceof Socket && !socket.destroyed
      ? this.#add(socket)
      : undefined;
  }

  #add(socket: Socket): Connection {
    const connection = new Connection(socket);
    this.#all.add(connection);
    socket.once('close', () => this.#all.delete(connection));
    return connection;
  }

  /** Without this, a connection that stays idle would keep its last request and all that hangs on it. */
  #release(): void {
    for (const connection of this.#all) if (!connection.pending) connection.last = undefined;
  }
}
