// A connection per request to a neighbour that keeps it open, and nobody ends it. Plain http.
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { serve } from './serve.mjs';

const neighbour = createServer((socket) => socket.resume().on('error', () => {}));
neighbour.listen(0, '127.0.0.1');
neighbour.unref();

function tell(what) {
  const socket = connect(neighbour.address().port, '127.0.0.1'); // disease: sockets-pile-up
  socket.on('error', () => {});
  socket.write(what);
}

serve(
  createHttpServer((request, response) => {
    tell(request.url);
    response.end('told');
  }),
);
