import type { Socket } from 'node:net';
import type { Exchange } from '../engine/evidence.ts';
import { connect, readyEvent, reset } from './connect.ts';
import type { RequestSpec } from './lab.ts';
import { ResponseReader } from './response-reader.ts';

/** Longest wait for a complete answer in ms. */
const TIMEOUT = 10_000;
const PIECE = 64 * 1024;
/** Longest request body that is kept as evidence. */
const MOST_SHOWN = 16 * 1024;

export type Clock = () => number;

/** One request and its answer on a connection of their own; the caller decides what is written when. */
export interface Conversation {
  readonly socket: Socket;
  readonly reader: ResponseReader;
  /** Resolves, never rejects. */
  readonly outcome: Promise<Exchange>;
  /** Resolves when the server said `100 Continue`; `false` when the conversation ended before. */
  readonly continued: Promise<boolean>;
  write(bytes: string | Buffer): void;
  /** Writes the last bytes of the request. */
  finish(bytes: string | Buffer): void;
  /** Cuts the connection (RST); the outcome is the error `ABORTED` unless there is one. */
  abort(): void;
}

export function converse(origin: URL, spec: RequestSpec, now: Clock): Conversation {
  const { method = 'GET', path, headers = {}, body, timeout = TIMEOUT } = spec;
  const socket = connect(origin);
  const reader = new ResponseReader(method);
  const startedAt = now();
  let connected = false;
  let sent = false;
  let finishing = false;
  let settled = false;
  const { promise: outcome, resolve } = deferred<Exchange>();
  const { promise: continued, resolve: resolveContinued } = deferred<boolean>();

  const settle = (error?: string): void => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    resolveContinued(false);
    const response = error === undefined ? reader.answer() : undefined;
    resolve({
      kind: 'exchange',
      request: { method, path, headers: { ...headers }, ...(body !== undefined && { body: shown(body) }) },
      ...(response !== undefined ? { response } : { error: error ?? 'EOF' }),
      connected,
      sent,
      startedAt,
      endedAt: now(),
    });
    socket.destroy();
  };
  /** The connection is over: what was read may still be an answer. */
  const over = (error: string): void => {
    reader.end();
    // A server that refuses a body early may close with unread bytes, and the RST then overtakes its own answer.
    const refused = reader.head !== undefined && reader.head.status >= 400 && !sent;
    settle(reader.complete || refused ? undefined : error);
  };
  const timer = setTimeout(() => settle('TIMEOUT'), timeout);

  socket.on(readyEvent(origin), () => (connected = true));
  socket.on('data', (bytes: Buffer) => {
    reader.push(bytes);
    if (reader.interim.includes(100)) resolveContinued(true);
    if (reader.fault !== undefined) settle(reader.fault);
    // An answer before the end of the request ends the conversation too, once the whole of it is here.
    else if (reader.complete) settle();
  });
  socket.on('end', () => over('EOF'));
  socket.on('error', (error: NodeJS.ErrnoException) => over(error.code ?? error.message));
  socket.on('close', () => over('ECONNRESET'));

  return {
    socket,
    reader,
    outcome,
    continued,
    write: (bytes) => void (settled || socket.write(bytes)),
    finish: (bytes) => {
      if (settled || finishing) return;
      finishing = true;
      writeInPieces(socket, Buffer.from(bytes as string), () => (sent = true));
    },
    abort: () => {
      reset(socket);
      settle('ABORTED');
    },
  };
}

/**
 * A failed write destroys the socket with all that was not read yet. So between two pieces there is a turn of the event
 * loop, in which an early answer is read before the next piece can fail.
 */
function writeInPieces(socket: Socket, bytes: Buffer, done: () => void): void {
  socket.write(bytes.subarray(0, PIECE), (error) => {
    if (error) return;
    if (bytes.length <= PIECE) done();
    else setImmediate(writeInPieces, socket, bytes.subarray(PIECE), done);
  });
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  return { promise: new Promise<T>((done) => (resolve = done)), resolve };
}

function shown(body: string): string {
  return body.length > MOST_SHOWN ? `${body.slice(0, MOST_SHOWN)}… (${body.length} characters)` : body;
}
