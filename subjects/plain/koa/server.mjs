import { bodyParser } from '@koa/bodyparser';
import { Router } from '@koa/router';
import Koa from 'koa';

const app = new Koa();
const router = new Router();
const users = [{ id: 1, email: 'ada@example.com', name: 'Ada' }];

router.get('/users', (ctx) => {
  ctx.body = users;
});

router.get('/users/:id', (ctx) => {
  ctx.body = users.find(({ id }) => id === Number(ctx.params.id));
});

router.post('/users', (ctx) => {
  const { email, name } = ctx.request.body;
  const user = { id: users.length + 1, email, name };
  users.push(user);
  ctx.status = 201;
  ctx.body = user;
});

app.use(bodyParser());
app.use(router.routes()).use(router.allowedMethods());

app.listen(process.env.PORT ?? 3000);
