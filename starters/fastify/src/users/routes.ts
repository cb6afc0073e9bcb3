import { NotFoundError, validate } from '@seaworthy/kit/fastify';
import type { FastifyInstance } from 'fastify';
import { cursorOf } from './cursor.ts';
import { hashPassword } from './passwords.ts';
import type { Users } from './repository.ts';
import { CreateUser, Paging, UpdateUser, User, UserId, UserPage } from './schemas.ts';

export function userRoutes(app: FastifyInstance, users: Users): void {
  app.post('/users', validate({ body: CreateUser, response: { 201: User } }), async (request, reply) => {
    const { email, name, password } = request.valid.body;
    const user = await users.create({ email, name, passwordHash: await hashPassword(password) });
    return reply.code(201).header('location', `/users/${user.id}`).send(user);
  });

  app.get('/users', validate({ query: Paging, response: { 200: UserPage } }), async (request) => {
    const { limit, cursor } = request.valid.query;
    // One more than asked for tells whether there is a next page.
    const found = await users.list(limit + 1, cursor);
    const data = found.slice(0, limit);
    return { data, nextCursor: found.length > limit ? cursorOf(data.at(-1)!) : null };
  });

  app.get('/users/:id', validate({ params: UserId, response: { 200: User } }), async (request) => {
    const { id } = request.valid.params;
    return (await users.find(id)) ?? missing(id);
  });

  const change = validate({ params: UserId, body: UpdateUser, response: { 200: User } });
  app.patch('/users/:id', change, async (request) => {
    const { params, body } = request.valid;
    return (await users.update(params.id, body)) ?? missing(params.id);
  });

  app.delete('/users/:id', validate({ params: UserId }), async (request, reply) => {
    const { id } = request.valid.params;
    if (!(await users.remove(id))) missing(id);
    return reply.code(204).send();
  });
}

function missing(id: string): never {
  throw new NotFoundError('User', id);
}
