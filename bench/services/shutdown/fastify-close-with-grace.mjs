// As the README of close-with-grace shows it for Fastify.
import closeWithGrace from 'close-with-grace';
import { host, port } from '../job/address.mjs';
import { alwaysReady } from './always-ready.mjs';
import { app } from './fastify-app.mjs';

app.get('/readyz', alwaysReady);
closeWithGrace(() => app.close());
await app.listen({ port, host });
