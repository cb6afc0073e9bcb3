// As the README of @godaddy/terminus shows it for Express and Kubernetes.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import terminus from '@godaddy/terminus';
import { host, port } from '../job/address.mjs';
import { drainDelay } from './drain-delay.mjs';
import { app } from './express-app.mjs';

const server = createServer(app);
terminus.createTerminus(server, {
  healthChecks: { '/readyz': () => Promise.resolve() },
  beforeShutdown: () => sleep(drainDelay),
  useExit0: true,
});
server.listen(port, host);
