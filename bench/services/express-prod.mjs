// Express with the usual hand-assembled stack.
import express from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { host, port } from './job/address.mjs';
import { CreateUser } from './job/create-user.mjs';
import { addUser, findUser } from './job/users.mjs';
import { metricsText, metricsType, observe } from './stack/metrics.mjs';
import { HttpError, invalid, notFound, problemOf, problemType } from './stack/problem.mjs';
import { requestContext, requestIdOf } from './stack/request-context.mjs';

const app = express();
app.use(pinoHttp({ genReqId: requestIdOf }));
app.use((req, res, next) => {
  res.setHeader('X-Request-ID', req.id);
  requestContext.run({ requestId: req.id }, next);
});
app.use((req, res, next) => {
  const start = performance.now();
  res.on('finish', () => {
    observe(req.method, req.route?.path ?? 'none', res.statusCode, (performance.now() - start) / 1000);
  });
  next();
});
app.use(helmet());
app.use(express.json());

app.get('/metrics', async (req, res) => res.type(metricsType).send(await metricsText()));

app.post('/users', validate(CreateUser), (req, res) => {
  res.status(201).json(addUser(req.valid));
});

app.get('/users/:id', (req, res) => {
  const user = findUser(req.params.id);
  if (user === undefined) throw notFound('User');
  res.json(user);
});

app.use(() => {
  throw notFound('Route');
});
app.use((error, req, res, next) => {
  if (res.headersSent) return next(error);
  const problem = problemOf(error, req.originalUrl);
  if (!(error instanceof HttpError)) req.log.error(error);
  res.status(problem.status).type(problemType).json(problem);
});
app.listen(port, host);

function validate(schema) {
  return (req, res, next) => {
    const parsed = schema.safeParse(req.body);
    if (!parsed.success) throw invalid(parsed.error);
    req.valid = parsed.data;
    next();
  };
}
