// Fastify with the kit, every option at its default.
import { seaworthy } from '@seaworthy/kit/fastify';
import fastify from 'fastify';
import { host, port } from '../job/address.mjs';
import { findSlowly } from './find-slowly.mjs';

const app = fastify();
const service = seaworthy(app);
app.get('/users/:id', (request) => findSlowly(request.params.id));
await service.listen(port, host);
