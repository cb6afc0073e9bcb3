// What test/lifecycle/shutdown-scenarios.ts asks of a program, on nothing but node:http.
import http from 'node:http';
import { runWith, shutdown } from '@seaworthy/kit';
import { WebSocketServer } from 'ws';
import { answer, boot, cache, database, say } from './shutdown-parts.mjs';

const server = http.createServer((request, response) => {
  const requestId = request.headers['x-request-id'] ?? 'none';
  runWith({ requestId }, () => void answer(request, response, stop));
});
const sockets = new WebSocketServer({ server, path: '/ws' });
const stop = shutdown(
  server,
  { db: database(), sockets, cache },
  { closeTimeout: Number(process.env.CLOSE_TIMEOUT ?? 5000) },
);
await boot();
server.listen(0, '127.0.0.1', () => say(`listening ${server.address().port}`));
