import type { Socket } from 'node:net';

/** TCP connections of a TLS server whose handshake is not complete: port scans, TCP health checks, lost clients. */
export class Handshakes {
  readonly #sockets = new Map<string, Socket>();

  began(socket: Socket): void {
    const key = keyOf(socket);
    this.#sockets.set(key, socket);
    socket.once('close', () => void (this.#sockets.get(key) === socket && this.#sockets.delete(key)));
  }

  completed(socket: Socket): void {
    this.#sockets.delete(keyOf(socket));
  }

  destroy(): void {
    for (const socket of this.#sockets.values()) socket.destroy();
  }
}

/** A TLS socket and the TCP socket below it are two objects with the same two ends. */
function keyOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
