import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A TCP server that does with each connection what the test says, ended with the test. */
export async function wire(talk: (socket: Socket) => void): Promise<URL> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

/** Answers with these bytes once the head of a request has come, in one piece or byte by byte. */
export function answering(bytes: string, then: 'FIN' | 'stay' = 'stay', piece = Infinity) {
  return (socket: Socket): void => {
    let head = '';
    socket.on('data', async (chunk: Buffer) => {
      if (head.includes('\r\n\r\n')) return;
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      for (let at = 0; at < bytes.length; at += piece) {
        socket.write(Buffer.from(bytes.slice(at, at + piece), 'latin1'));
        if (piece !== Infinity) await new Promise(setImmediate);
      }
      if (then === 'FIN') socket.end();
    });
  };
}

export const clock = (): number => performance.now();
