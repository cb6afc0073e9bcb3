import express, { type RequestHandler } from 'express';
import { pipeline } from 'node:stream/promises';
import { setImmediate as tick } from 'node:timers/promises';
import { context, json, log, NotFoundError, seaworthy, validate } from '../../../src/adapters/express.ts';
import type { Options } from '../../../src/options.ts';
import {
  failingSource,
  secrets,
  sendPartial,
  thrown,
  untilGone,
} from '../../../src/testing/contract-routes.ts';
import { CreateUser, Item, Key, Search } from './schemas.ts';

/** The contract's routes on Express, as its guide would write them. */
export function expressApp(
  framework = express,
  wrap: (handler: RequestHandler) => RequestHandler = (handler) => handler,
) {
  const app = framework();
  app.use(json());

  app.get('/users/:id', (request, response) => {
    if (request.params['id'] !== 'ada') throw new NotFoundError('User', request.params['id']);
    response.json({ id: 'ada' });
  });
  app.post('/users', validate(CreateUser), (request, response) => {
    const { password: _password, ...user } = request.valid.body;
    response.status(201).json(user);
  });
  app.get(
    '/search',
    validate({ query: Search }),
    (request, response) => void response.json(request.valid.query),
  );
  app.get(
    '/items/:id',
    validate({ params: Item }),
    (request, response) => void response.json(request.valid.params),
  );
  app.get('/keyed', validate({ headers: Key }), (_request, response) => void response.json({ ok: true }));
  app.post('/echo', (request, response) => void response.json(request.body));

  app.get('/context', wrap(tellContext));
  app.post('/context', wrap(tellContext));

  app.get('/throw', throwing(wrap));
  // Reached only when Express takes what was thrown for "go on".
  app.get('/throw', (_request, response) => void response.json({ next: 'route' }));

  app.get(
    '/late',
    wrap(async (_request, response) => {
      await sendPartial(response);
      throw new Error('too late');
    }),
  );
  app.get('/pipe', (request, response) => void failingSource(String(request.query['when'])).pipe(response));
  app.get(
    '/stream',
    wrap(async (request, response) => {
      response.type('text/plain');
      await pipeline(failingSource(String(request.query['when'])), response);
    }),
  );
  app.get(
    '/wait',
    wrap(() => untilGone(context()?.signal)),
  );
  app.get('/log', (_request, response) => {
    log.info(secrets, 'a careless line');
    response.json({ ok: true });
  });
  app.get('/empty', (_request, response) => void response.status(204).end());

  const things = framework.Router();
  things.get('/things/:thing', (request, response) => void response.json({ thing: request.params.thing }));
  app.use('/v1', things);
  return app;
}

/** The application behind the one call. */
export function expressService(options: Options) {
  return seaworthy(expressApp(), options);
}

function throwing(wrap: (handler: RequestHandler) => RequestHandler): RequestHandler {
  const later = wrap(async (request) => {
    await tick();
    throw thrown(String(request.query['what']));
  });
  return (request, response, next) => {
    if (request.query['how'] === 'async') return later(request, response, next);
    throw thrown(String(request.query['what']));
  };
}

const tellContext: RequestHandler = async (_request, response) => {
  await tick();
  response.json({ requestId: context()?.requestId });
};
