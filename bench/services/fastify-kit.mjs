// Fastify with the kit, every option at its default.
import { NotFoundError, seaworthy, validate } from '@seaworthy/kit/fastify';
import fastify from 'fastify';
import { host, port } from './job/address.mjs';
import { CreateUser } from './job/create-user.mjs';
import { addUser, findUser } from './job/users.mjs';

const app = fastify();
const service = seaworthy(app);

app.post('/users', validate({ body: CreateUser }), (request, reply) =>
  reply.code(201).send(addUser(request.valid.body)),
);

app.get('/users/:id', (request, reply) => {
  const user = findUser(request.params.id);
  if (user === undefined) throw new NotFoundError('User', request.params.id);
  return reply.send(user);
});

await service.listen(port, host);
