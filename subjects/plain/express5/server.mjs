import express from 'express';

const app = express();
const port = process.env.PORT ?? 3000;
const users = [{ id: 1, email: 'ada@example.com', name: 'Ada' }];

app.use(express.json());

app.get('/users', (req, res) => {
  res.json(users);
});

app.get('/users/:id', (req, res) => {
  const user = users.find(({ id }) => id === Number(req.params.id));
  if (!user) return res.sendStatus(404);
  res.json(user);
});

app.post('/users', (req, res) => {
  const { email, name } = req.body;
  const user = { id: users.length + 1, email, name };
  users.push(user);
  res.status(201).json(user);
});

app.listen(port);
