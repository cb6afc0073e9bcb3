import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parseResponse } from '../../src/testing/raw-response.ts';

/** What a crowd of clients has seen. */
export interface Tally {
  /** Complete responses with status 200. */
  answered: number;
  /** Complete responses with another status. */
  refused: number[];
  /** Responses that carried `Connection: close`. */
  told: number;
  /** Requests that were written on an established connection and got no complete response, one line each. */
  lost: string[];
  /** Lost by HTTP's own keep-alive race: the connection had been idle for `idleGrace` or longer. Nobody's fault. */
  raced: number;
}

export interface Crowd {
  readonly tally: Tally;
  /** Resolves when `count` requests were answered. */
  answered(count: number): Promise<void>;
  /** Resolves when every client has found nobody listening any more. */
  readonly over: Promise<Tally>;
}

export interface CrowdOptions {
  port: number;
  clients?: number;
  /** Longest pause between two requests of every third client, in ms; the others never pause. */
  think?: number;
  /** One request per connection instead of keep-alive. */
  oneShot?: boolean;
  idleGrace?: number;
}

/** Clients that send the next request as soon as they have read a response, until connecting is refused. */
export function busyClients({
  port,
  clients = 20,
  think = 100,
  oneShot = false,
  idleGrace = 250,
}: CrowdOptions): Crowd {
  const tally: Tally = { answered: 0, refused: [], told: 0, lost: [], raced: 0 };
  const waiting = new Map<() => void, number>();
  const close = oneShot ? 'Connection: close\r\n' : '';

  async function client(number: number): Promise<void> {
    for (let sent = 0; ;) {
      const connection = await open(port);
      if (connection === undefined) return;
      let idleFrom: number | undefined;
      for (;;) {
        if (number % 3 === 0 && idleFrom !== undefined) await delay(Math.random() * think);
        if (connection.ended !== undefined) break;
        const ms = sent++ % 5 === 0 ? Math.ceil(Math.random() * 30) : 0;
        const writtenAt = performance.now();
        const response = await connection.exchange(`GET /slow?ms=${ms} HTTP/1.1\r\nHost: x\r\n${close}\r\n`);
        if (response === undefined) {
          const idle = idleFrom === undefined ? 0 : writtenAt - idleFrom;
          if (idle >= idleGrace) tally.raced += 1;
          else
            tally.lost.push(
              `client ${number}: ${connection.ended} after ${Math.round(performance.now() - writtenAt)} ms, request ${sent}, idle before ${Math.round(idle)} ms`,
            );
          break;
        }
        idleFrom = performance.now();
        if (response.status === 200) tally.answered += 1;
        else tally.refused.push(response.status);
        for (const [wake, count] of waiting) if (tally.answered >= count) wake();
        if (response.headers.connection?.toLowerCase() !== 'close') continue;
        tally.told += 1;
        break;
      }
      connection.socket.destroy();
    }
  }

  return {
    tally,
    answered: (count) => new Promise((resolve) => void waiting.set(resolve, count)),
    over: Promise.all(Array.from({ length: clients }, (_, number) => client(number))).then(() => tally),
  };
}

interface Connection {
  socket: Socket;
  /** How the server ended it. */
  ended: string | undefined;
  exchange(request: string): Promise<ReturnType<typeof read>>;
}

/** `undefined` when nobody listens. */
function open(port: number): Promise<Connection | undefined> {
  return new Promise((resolve) => {
    let received: Buffer = Buffer.alloc(0);
    let wake: (() => void) | undefined;
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const connection: Connection = {
      socket,
      ended: undefined,
      async exchange(request) {
        received = Buffer.alloc(0);
        socket.write(request);
        for (;;) {
          const response = read(received);
          if (response !== undefined || connection.ended !== undefined) return response;
          await new Promise<void>((resume) => (wake = resume));
        }
      },
    };
    const end = (how: string): void => {
      connection.ended ??= how;
      wake?.();
    };
    socket
      .on('connect', () => resolve(connection))
      .on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        wake?.();
      })
      .on('end', () => end('FIN'))
      .on('error', (error: NodeJS.ErrnoException) => {
        end(error.code ?? error.message);
        resolve(undefined);
      })
      .on('close', () => end('close'));
  });
}

function read(bytes: Buffer): { status: number; headers: Readonly<Record<string, string>> } | undefined {
  return parseResponse(bytes)?.response;
}
