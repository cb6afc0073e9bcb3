import Fastify from 'fastify';

const fastify = Fastify({ logger: true });
const users = [{ id: 1, email: 'ada@example.com', name: 'Ada' }];

fastify.get('/users', async () => users);

fastify.get('/users/:id', async (request, reply) => {
  const user = users.find(({ id }) => id === Number(request.params.id));
  return user ?? reply.callNotFound();
});

const body = {
  type: 'object',
  required: ['email', 'name'],
  properties: { email: { type: 'string' }, name: { type: 'string' } },
};

fastify.post('/users', { schema: { body } }, async (request, reply) => {
  const { email, name } = request.body;
  const user = { id: users.length + 1, email, name };
  users.push(user);
  reply.code(201);
  return user;
});

try {
  await fastify.listen({ port: Number(process.env.PORT ?? 3000) });
} catch (err) {
  fastify.log.error(err);
  process.exit(1);
}
