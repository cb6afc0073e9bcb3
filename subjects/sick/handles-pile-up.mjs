// A file watcher per request, and none is closed. Plain http.
import { watch } from 'node:fs';
import { createServer } from 'node:http';
import { serve } from './serve.mjs';

serve(
  createServer((request, response) => {
    watch('.', { persistent: true }); // disease: handles-pile-up
    response.end('watching');
  }),
);
