import { once } from 'node:events';
import { createServer } from 'node:net';

const USUAL = 3000;

/** The usual port or one of the next, so that the address is easy to remember. */
export async function freePort() {
  for (let port = USUAL; port < USUAL + 20; port += 1) {
    if (!(await isFree(port))) continue;
    if (port !== USUAL)
      console.log(`Port ${USUAL} is taken by another process, so this one listens on ${port}.`);
    return port;
  }
  return 0;
}

async function isFree(port) {
  // Every address, as the service will: a listener on one of them is enough to be in the way.
  const server = createServer().listen(port, process.env.HOST ?? '0.0.0.0');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
