// `npm start`: serves the Fastify starter on a PostgreSQL of its own, checks a copy of it, and goes on serving. Nothing
// to install, nothing to configure.
import { check } from './start/check.mjs';
import { freePort } from './start/free-port.mjs';
import { result } from './start/result.mjs';
import { welcome } from './start/welcome.mjs';

process.env.PORT ||= String(await freePort());
const { service } = await import('../starters/fastify/dist/main.js');
if (service?.server.listening) {
  console.log(welcome(service.url));
  const checked = await check('fastify', service.shutdown);
  if (checked.report !== undefined) console.log(result(checked, service.url));
}
