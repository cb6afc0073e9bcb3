// What test/lifecycle/shutdown-scenarios.ts asks of a program, on Fastify.
import { seaworthy } from '@seaworthy/kit/fastify';
import Fastify from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { answer, boot, cache, database, say } from './shutdown-parts.mjs';

const app = Fastify();
const service = seaworthy(app, {
  resources: { db: database(), cache },
  shutdown: { closeTimeout: Number(process.env.CLOSE_TIMEOUT ?? 5000) },
});
service.shutdown.add('sockets', new WebSocketServer({ server: service.server, path: '/ws' }));
app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
app.get('/slow', async (request) => {
  await delay(Number(request.query.ms ?? 0));
  return 'slow';
});
app.post('/echo', async (request, reply) => reply.send(request.body ?? ''));
app.get('/*', (request, reply) => {
  reply.hijack();
  void answer(request.raw, reply.raw, service.shutdown);
});

await boot();
await service.listen(0, '127.0.0.1');
say(`listening ${service.server.address().port}`);
