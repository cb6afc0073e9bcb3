import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Connection } from './connection.ts';
import type { HttpServer } from './http-server.ts';

/** Nobody has connected for so long, in ms: whoever got an answer has come back by now. */
const CALM = 10;
/** A turn of the event loop in which next to nothing happened, in ms. */
const QUIET_TURN = 0.05;
/** From here on a quiet turn is enough, in ms. */
const IMPATIENT = 50;
/** Longest wait, in ms. */
const LIMIT = 100;

/**
 * Calls `close` when the process has seen the connections that the kernel has completed, as closing a listener resets
 * all others. Meanwhile no requests are read: a client that waits for its answer opens no connection, and the turns
 * of the event loop become so short that next to nobody can slip in between the last accept and the close.
 */
export function afterLastAccept(
  server: HttpServer,
  connections: Iterable<Connection>,
  close: () => void,
): Promise<void> {
  const paused: Socket[] = [];
  const pause = (connection: Connection | undefined): void => {
    if (connection === undefined || connection.upgraded || connection.socket.isPaused()) return;
    paused.push(connection.socket.pause());
  };
  const since = performance.now();
  let accepted = since;
  const onConnection = (socket: Socket): void => {
    accepted = performance.now();
    // Node starts to read in the next tick, and that would undo a pause
    process.nextTick(() => pause(Connection.of(socket)));
  };
  for (const connection of connections) pause(connection);
  server.on('connection', onConnection);
  return new Promise((resolve) => {
    const turn = (before: number): void => {
      const now = performance.now();
      const calm = now - accepted >= CALM || now - since >= IMPATIENT;
      if (now - since < LIMIT && !(calm && now - before < QUIET_TURN)) return void setImmediate(turn, now);
      close();
      server.removeListener('connection', onConnection);
      for (const socket of paused) socket.resume();
      resolve();
    };
    setImmediate(turn, since);
  });
}
