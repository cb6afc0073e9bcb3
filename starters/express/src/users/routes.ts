import { NotFoundError, validate } from '@seaworthy/kit/express';
import { Router } from 'express';
import { cursorOf } from './cursor.ts';
import { hashPassword } from './passwords.ts';
import type { Users } from './repository.ts';
import { CreateUser, Paging, UpdateUser, User, UserId, UserPage } from './schemas.ts';

export function userRoutes(users: Users): Router {
  const routes = Router();

  routes.post('/', validate({ body: CreateUser, response: { 201: User } }), async (request, response) => {
    const { email, name, password } = request.valid.body;
    const user = await users.create({ email, name, passwordHash: await hashPassword(password) });
    response.status(201).location(`/users/${user.id}`).json(user);
  });

  routes.get('/', validate({ query: Paging, response: { 200: UserPage } }), async (request, response) => {
    const { limit, cursor } = request.valid.query;
    // One more than asked for tells whether there is a next page.
    const found = await users.list(limit + 1, cursor);
    const data = found.slice(0, limit);
    response.json({ data, nextCursor: found.length > limit ? cursorOf(data.at(-1)!) : null });
  });

  routes.get('/:id', validate({ params: UserId, response: { 200: User } }), async (request, response) => {
    const { id } = request.valid.params;
    response.json((await users.find(id)) ?? missing(id));
  });

  const change = validate({ params: UserId, body: UpdateUser, response: { 200: User } });
  routes.patch('/:id', change, async (request, response) => {
    const { params, body } = request.valid;
    response.json((await users.update(params.id, body)) ?? missing(params.id));
  });

  routes.delete('/:id', validate({ params: UserId }), async (request, response) => {
    const { id } = request.valid.params;
    if (!(await users.remove(id))) missing(id);
    response.status(204).end();
  });

  return routes;
}

function missing(id: string): never {
  throw new NotFoundError('User', id);
}
