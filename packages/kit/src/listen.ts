import type { Server } from 'node:http';

/** Resolves when the server accepts connections; rejects with what went wrong, in words. */
export function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
