import { once } from 'node:events';
import { connect, readyEvent, reset } from './connect.ts';
import { KeptBytes } from './kept-bytes.ts';
import type { RawConnection } from './lab.ts';

/** Longest wait for the connection in ms. */
const CONNECT_TIMEOUT = 5000;

/** Connects, and resolves even when that fails: `ended()` then says how. Keeps at most 1 MiB of what comes. */
export async function raw(origin: URL): Promise<RawConnection> {
  const socket = connect(origin);
  const received = new KeptBytes();
  const watchers = new Set<() => void>();
  const changed = (): void => watchers.forEach((watch) => watch());
  let text: string | undefined = '';
  let ended: string | undefined;
  const end = (how: string): void => {
    ended ??= how;
    changed();
  };
  socket.on('data', (bytes: Buffer) => {
    received.add(bytes);
    text = undefined;
    changed();
  });
  socket.on('end', () => end('FIN'));
  socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  socket.on('close', () => end('FIN'));
  const timer = setTimeout(() => socket.destroy(new Error('TIMEOUT')), CONNECT_TIMEOUT);
  await Promise.race([once(socket, readyEvent(origin)), once(socket, 'close')]).catch(() => {});
  clearTimeout(timer);

  const connection: RawConnection = {
    write: (bytes) =>
      void (
        socket.writable && socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
      ),
    received: () => (text ??= received.text('latin1')),
    until: (done, ms) =>
      new Promise((resolve) => {
        const settle = (holds: boolean): void => {
          clearTimeout(deadline);
          watchers.delete(look);
          resolve(holds);
        };
        const look = (): void => {
          if (done(connection.received())) settle(true);
          else if (ended !== undefined) settle(true);
        };
        const deadline = setTimeout(settle, ms, false);
        watchers.add(look);
        look();
      }),
    ended: () => ended,
    end: () => void socket.end(),
    destroy: () => reset(socket),
  };
  return connection;
}
