// A bus that outlives requests, and a listener per request that nobody takes away.
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { serve } from './serve.mjs';

class OrderBus extends EventEmitter {}
const bus = new OrderBus().setMaxListeners(1_000_000);

function follow(request, response) {
  bus.on('order.created', () => response.write('created')); // disease: listener-leak
  response.end('following');
}

serve(createServer(follow));
