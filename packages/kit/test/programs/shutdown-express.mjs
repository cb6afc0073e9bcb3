// What test/lifecycle/shutdown-scenarios.ts asks of a program, on Express.
import { seaworthy } from '@seaworthy/kit/express';
import express from 'express';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { answer, boot, cache, database, say } from './shutdown-parts.mjs';

const app = express();
const service = seaworthy(app, {
  resources: { db: database(), cache },
  shutdown: { closeTimeout: Number(process.env.CLOSE_TIMEOUT ?? 5000) },
});
service.shutdown.add('sockets', new WebSocketServer({ server: service.server, path: '/ws' }));
app.get('/slow', async (request, response) => {
  await delay(Number(request.query.ms ?? 0));
  response.type('text').send('slow');
});
app.use((request, response) => void answer(request, response, service.shutdown));

await boot();
await service.listen(0, '127.0.0.1');
say(`listening ${service.server.address().port}`);
