import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
const users = [{ id: 1, email: 'ada@example.com', name: 'Ada' }];

app.get('/users', (c) => c.json(users));

app.get('/users/:id', (c) => {
  const user = users.find(({ id }) => id === Number(c.req.param('id')));
  return user ? c.json(user) : c.notFound();
});

app.post('/users', async (c) => {
  const { email, name } = await c.req.json();
  const user = { id: users.length + 1, email, name };
  users.push(user);
  return c.json(user, 201);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) });
