// As the README of fastify-graceful-shutdown shows it.
import gracefulShutdown from 'fastify-graceful-shutdown';
import { host, port } from '../job/address.mjs';
import { alwaysReady } from './always-ready.mjs';
import { app } from './fastify-app.mjs';

app.register(gracefulShutdown);
app.get('/readyz', alwaysReady);
await app.listen({ port, host });
