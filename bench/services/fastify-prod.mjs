// Fastify with the usual hand-assembled stack; its own pino, one line per request.
import helmet from '@fastify/helmet';
import fastify, { LogController } from 'fastify';
import { host, port } from './job/address.mjs';
import { CreateUser } from './job/create-user.mjs';
import { addUser, findUser } from './job/users.mjs';
import { metricsText, metricsType, observe } from './stack/metrics.mjs';
import { HttpError, invalid, notFound, problemOf, problemType } from './stack/problem.mjs';
import { requestContext, requestIdOf } from './stack/request-context.mjs';

const app = fastify({
  logger: true,
  logController: new LogController({ disableRequestLogging: true }),
  genReqId: requestIdOf,
});
app.setValidatorCompiler(({ schema }) => (data) => {
  const parsed = schema.safeParse(data);
  return parsed.success ? { value: parsed.data } : { error: invalid(parsed.error) };
});
app.setSchemaErrorFormatter((errors) => errors);

app.addHook('onRequest', (request, reply, done) => {
  reply.header('X-Request-ID', request.id);
  requestContext.run({ requestId: request.id }, done);
});
app.addHook('onResponse', (request, reply, done) => {
  const route = request.routeOptions.url ?? 'none';
  observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
  request.log.info({ req: request, res: reply, route, responseTime: reply.elapsedTime }, 'request completed');
  done();
});
await app.register(helmet);

app.setNotFoundHandler(() => {
  throw notFound('Route');
});
app.setErrorHandler((error, request, reply) => {
  const problem = problemOf(error, request.url);
  if (!(error instanceof HttpError)) request.log.error(error);
  reply.code(problem.status).type(problemType).send(problem);
});

app.get('/metrics', async (request, reply) => reply.type(metricsType).send(await metricsText()));

app.post('/users', { schema: { body: CreateUser } }, (request, reply) =>
  reply.code(201).send(addUser(request.body)),
);

app.get('/users/:id', (request, reply) => {
  const user = findUser(request.params.id);
  if (user === undefined) throw notFound('User');
  return reply.send(user);
});

await app.listen({ port, host });
