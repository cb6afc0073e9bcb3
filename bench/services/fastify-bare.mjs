// Fastify as its documentation shows it: no logger, its own answers to errors and unknown routes.
import fastify from 'fastify';
import { host, port } from './job/address.mjs';
import { CreateUser } from './job/create-user.mjs';
import { addUser, findUser } from './job/users.mjs';

const app = fastify();

app.post('/users', (request, reply) => {
  const parsed = CreateUser.safeParse(request.body);
  if (!parsed.success)
    return reply.code(400).send({ error: 'validation failed', errors: parsed.error.issues });
  return reply.code(201).send(addUser(parsed.data));
});

app.get('/users/:id', (request, reply) => {
  const user = findUser(request.params.id);
  if (user === undefined) throw Object.assign(new Error('user not found'), { statusCode: 404 });
  return reply.send(user);
});

await app.listen({ port, host });
