// Express as its documentation shows it: a JSON parser, two routes, an error handler.
import express from 'express';
import { host, port } from './job/address.mjs';
import { CreateUser } from './job/create-user.mjs';
import { addUser, findUser } from './job/users.mjs';

const app = express();
app.use(express.json());

app.post('/users', (req, res) => {
  const parsed = CreateUser.safeParse(req.body);
  if (!parsed.success)
    return res.status(400).json({ error: 'validation failed', errors: parsed.error.issues });
  res.status(201).json(addUser(parsed.data));
});

app.get('/users/:id', (req, res) => {
  const user = findUser(req.params.id);
  if (user === undefined) throw Object.assign(new Error('user not found'), { status: 404 });
  res.json(user);
});

app.use((req, res) => {
  res.status(404).json({ error: 'not found' });
});
app.use((error, req, res, next) => {
  if (res.headersSent) return next(error);
  const status = error.status ?? 500;
  res.status(status).json({ error: status < 500 ? error.message : 'internal error' });
});
app.listen(port, host);
