// `npm start`: the Fastify starter on a PostgreSQL of its own. Nothing to install, nothing to configure.
import { once } from 'node:events';
import { createServer } from 'node:net';

const USUAL = 3000;

process.env.PORT ||= String(await freePort());
const { service } = await import('../starters/fastify/dist/main.js');
if (service?.server.listening) welcome(service.url);

/** The usual port or one of the next, so that the address is easy to remember. */
async function freePort() {
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

function welcome(url) {
  const user = JSON.stringify({ email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' });
  console.log(`
  A users service on Fastify and PostgreSQL is running.

    service   ${url}/users
    docs      ${url}/docs
    ready?    ${url}/readyz
    metrics   ${url}/metrics

  Try   curl -i ${url}/users -H 'content-type: application/json' -d '${user}'
  Stop  Ctrl-C
`);
}
