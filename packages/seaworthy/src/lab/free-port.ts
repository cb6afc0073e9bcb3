import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that kernels give to outgoing connections, so that none of ours takes it meanwhile. */
const FIRST = 20_000;
const COUNT = 12_000;
const given = new Set<number>();

/** A TCP port that nobody listens on at this moment, on any address; never the same one twice. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (given.has(port) || !(await free(port))) continue;
    if (given.size > COUNT / 2) given.clear();
    given.add(port);
    return port;
  }
  throw new Error(`no free TCP port found between ${FIRST} and ${FIRST + COUNT}`);
}

/** Whether a port can be bound on every address. */
export async function free(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
