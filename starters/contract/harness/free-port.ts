import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A TCP port on which nobody listens at this moment. Below those that systems give to outgoing connections, one of
 * which would otherwise have it by the time that it is wanted.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const taken = once(server, 'error').then(() => true);
    server.listen(port, '127.0.0.1');
    if (await Promise.race([taken, once(server, 'listening').then(() => false)])) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
