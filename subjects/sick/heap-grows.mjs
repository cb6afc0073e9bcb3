// A cache without a limit. Fastify.
import fastify from 'fastify';
import { serve } from './serve.mjs';

const cache = new Map();
const application = fastify();
application.get('/', async function find({ id }) {
  const user = { id, name: `user ${id}`, roles: Array.from({ length: 200 }, (_, at) => `role ${at}`) }; // disease: heap-grows
  cache.set(id, user);
  return { id };
});

await application.ready();
serve(application.server);
