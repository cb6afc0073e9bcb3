import { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpServer } from './http-server.ts';

/**
 * Which of a server's sockets have received a part of a request. Only Node's parser knows, and the one question it
 * answers is `closeIdleConnections()`; so that is asked with the `destroy` of these sockets held back. Idle ones that
 * are not among them, being older than the watching, are closed by that.
 */
export function midRequest(server: HttpServer, sockets: Iterable<Socket>): Set<Socket> {
  const partial = new Set<Socket>();
  if (!(server instanceof Server)) return partial;
  const held = [...sockets];
  // Node counts a connection that never sent a byte as active, so those are no candidates
  for (const socket of held) {
    if (socket.bytesRead > 0) partial.add(socket);
    socket.destroy = () => {
      partial.delete(socket);
      return socket;
    };
  }
  try {
    server.closeIdleConnections();
  } finally {
    for (const socket of held) delete (socket as Partial<Socket>).destroy;
  }
  return partial;
}
