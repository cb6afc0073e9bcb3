// Fastify's own close, upon the signal.
import { host, port } from '../job/address.mjs';
import { alwaysReady } from './always-ready.mjs';
import { app } from './fastify-app.mjs';

app.get('/readyz', alwaysReady);
process.on('SIGTERM', () => app.close());
await app.listen({ port, host });
