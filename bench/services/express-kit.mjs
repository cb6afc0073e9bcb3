// Express with the kit, every option at its default.
import express from 'express';
import { NotFoundError, seaworthy, validate } from '@seaworthy/kit/express';
import { host, port } from './job/address.mjs';
import { CreateUser } from './job/create-user.mjs';
import { addUser, findUser } from './job/users.mjs';

const app = express();
const service = seaworthy(app);

app.post('/users', validate({ body: CreateUser }), (req, res) => {
  res.status(201).json(addUser(req.valid.body));
});

app.get('/users/:id', (req, res) => {
  const user = findUser(req.params.id);
  if (user === undefined) throw new NotFoundError('User', req.params.id);
  res.json(user);
});

await service.listen(port, host);
