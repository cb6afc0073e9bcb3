// As the README of stoppable shows it, around Express.
import { createServer } from 'node:http';
import stoppable from 'stoppable';
import { host, port } from '../job/address.mjs';
import { alwaysReady } from './always-ready.mjs';
import { app } from './express-app.mjs';

app.get('/readyz', alwaysReady);
const server = stoppable(createServer(app));
server.listen(port, host);
process.on('SIGTERM', () => server.stop());
