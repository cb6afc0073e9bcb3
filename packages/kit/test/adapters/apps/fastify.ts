import fastify from 'fastify';
import { setImmediate as tick } from 'node:timers/promises';
import { context, log, NotFoundError, seaworthy, validate } from '../../../src/adapters/fastify.ts';
import type { Options } from '../../../src/options.ts';
import {
  failingSource,
  secrets,
  sendPartial,
  thrown,
  untilGone,
} from '../../../src/testing/contract-routes.ts';
import { CreateUser, Item, Key, Search } from './schemas.ts';

/** The contract's routes on Fastify, as its guide would write them. */
export function fastifyApp(options: Options) {
  const app = fastify();
  const service = seaworthy(app, options);

  app.get<{ Params: { id: string } }>('/users/:id', async ({ params }) => {
    if (params.id !== 'ada') throw new NotFoundError('User', params.id);
    return { id: 'ada' };
  });
  app.post('/users', validate(CreateUser), (request, reply) => {
    const { password: _password, ...user } = request.valid.body;
    reply.code(201).send(user);
  });
  app.get('/search', validate({ query: Search }), async (request) => request.valid.query);
  app.get('/items/:id', validate({ params: Item }), async (request) => request.valid.params);
  app.get('/keyed', validate({ headers: Key }), async () => ({ ok: true }));
  app.post('/echo', (request, reply) => {
    reply.type('application/json').send(JSON.stringify(request.body));
  });

  app.get('/context', tellContext);
  app.post('/context', tellContext);

  app.get<{ Querystring: { what: string; how?: string } }>('/throw', ({ query }) => {
    if (query.how !== 'async') throw thrown(query.what);
    return tick().then(() => {
      throw thrown(query.what);
    });
  });
  app.get('/late', async (_request, reply) => {
    await sendPartial(reply.raw);
    throw new Error('too late');
  });
  app.get<{ Querystring: { when: string } }>('/pipe', ({ query }, reply) => {
    reply.hijack();
    failingSource(query.when).pipe(reply.raw);
  });
  app.get<{ Querystring: { when: string } }>('/stream', ({ query }, reply) => {
    reply.type('text/plain').send(failingSource(query.when));
  });
  app.get('/wait', () => untilGone(context()?.signal));
  app.get('/log', async () => {
    log.info(secrets, 'a careless line');
    return { ok: true };
  });
  app.get('/empty', (_request, reply) => {
    reply.code(204).send();
  });
  app.register(
    async (things) => {
      things.get<{ Params: { thing: string } }>('/things/:thing', async ({ params }) => ({
        thing: params.thing,
      }));
    },
    { prefix: '/v1' },
  );
  return { app, service };
}

async function tellContext() {
  await tick();
  return { requestId: context()?.requestId };
}
