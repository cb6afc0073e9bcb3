// Busy and well: validation, JSON, some work for the processor, and timers that are cleared. Fastify, CommonJS.
const fastify = require('fastify');
const { createHash } = require('node:crypto');

const application = fastify();
application.get('/', async (request, reply) => {
  const guard = setTimeout(() => reply.code(503).send(), 10_000);
  await new Promise((resolve) => setTimeout(resolve, 5));
  clearTimeout(guard);
  return { id: request.id, hash: createHash('sha256').update('x'.repeat(20_000)).digest('hex') };
});

void Promise.all([import('../serve.mjs'), application.ready()]).then(([{ serve }]) =>
  serve(application.server),
);
