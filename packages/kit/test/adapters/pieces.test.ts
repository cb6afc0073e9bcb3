import express, { type Express } from 'express';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  AppError,
  asyncHandler,
  context,
  errorHandler,
  health,
  json,
  NotFoundError,
  requestId,
  requestLogger,
  shutdown,
  validate,
  ValidationError,
} from '../../src/adapters/express.ts';
import { captureLog, type CapturedLog } from '../../src/testing/captured-log.ts';
import { expectProblem } from '../../src/testing/expect-problem.ts';

const CreateUserSchema = z.object({
  email: z.string().email(),
  name: z.string().min(1).max(100),
  password: z.string().min(12),
});

let log: CapturedLog;
beforeEach(() => {
  log = captureLog();
});
afterEach(() => log.restore());

describe('the pieces, put together by hand in the order of every tutorial', () => {
  it('answer problems with the id of the request', async () => {
    const response = await request(byHand()).get('/users/7').set('x-request-id', 'by-hand-1');
    expectProblem(response, 'not-found', { status: 404, requestId: 'by-hand-1' });
  });

  it('validate, and hand the typed result over', async () => {
    const body = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' };
    const response = await request(byHand()).post('/users').send(body);
    expect(response.status).toBe(201);
    expect(response.body).toEqual({ email: 'ada@example.com', id: response.headers['x-request-id'] });
  });

  it('tell all bad fields at once', async () => {
    const problem = expectProblem(
      await request(byHand()).post('/users').send({ name: '' }),
      'validation-error',
    );
    expect(problem.errors?.map(({ field }) => field)).toEqual(['email', 'name', 'password']);
  });

  it('write one line per request', async () => {
    await request(byHand()).get('/users/7').set('x-request-id', 'by-hand-2');
    await log.line({ requestId: 'by-hand-2', status: 404 });
    expect(log.lines.filter((line) => line['requestId'] === 'by-hand-2')).toHaveLength(1);
  });

  it('treat `throw null` as an error', async () => {
    expectProblem(await request(byHand()).get('/null'), 'internal-error', { status: 500 });
  });
});

describe('each piece alone', () => {
  it('requestId with options replaces ids at a trust boundary', async () => {
    const app = express().use(requestId({ trust: false }));
    app.get('/', (_req, res) => void res.json({ id: context()?.requestId }));
    const response = await request(app).get('/').set('x-request-id', 'mine');
    expect(response.body.id).toBe(response.headers['x-request-id']);
    expect(response.body.id).not.toBe('mine');
  });

  it('requestLogger makes a context when nobody has', async () => {
    const app = express().use(requestLogger({ requestLogger: { level: () => 'debug' } }));
    app.get('/', (_req, res) => void res.json({ id: context()?.requestId }));
    expect((await request(app).get('/')).body.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('validate parses the body itself when no parser ran before', async () => {
    const app = express();
    app.post(
      '/',
      validate({ body: z.object({ a: z.number() }) }),
      (req, res) => void res.json(req.valid.body),
    );
    expect((await request(app).post('/').send({ a: 1 })).body).toEqual({ a: 1 });
  });

  it('json refuses what the contract refuses, without a schema', async () => {
    const app = express().use(requestId, json({ limit: 10 }));
    app.post('/', (req, res) => void res.json(req.body));
    app.use(errorHandler());
    expect((await request(app).post('/').send({ a: 1 })).body).toEqual({ a: 1 });
    expectProblem(await request(app).post('/').send({ a: '0123456789' }), 'payload-too-large', {
      status: 413,
    });
  });

  it('health answers the probes, and says no while the shutdown drains', async () => {
    const server = express().listen(0);
    const stop = shutdown(server, {}, { signals: [], fatal: false });
    const app = express().use(health({ required: { database: () => true }, shutdown: stop }));
    expect((await request(app).get('/readyz')).body).toEqual({ status: 'ok', checks: { database: 'ok' } });
    await stop.now();
    expect((await request(app).get('/readyz')).status).toBe(503);
    expect((await request(app).get('/livez')).status).toBe(200);
    expect((await request(app).get('/other')).status).toBe(404);
  });

  it('errors are made as in the tutorials', () => {
    expect(new AppError('OUT_OF_STOCK', 'Nothing left', 409)).toMatchObject({
      code: 'OUT_OF_STOCK',
      status: 409,
    });
    expect(new NotFoundError('User', '7')).toMatchObject({ message: 'User 7 not found', status: 404 });
    expect(new ValidationError([{ field: 'email', message: 'Required' }])).toMatchObject({
      status: 400,
      errors: [{ field: 'email', message: 'Required', code: 'invalid', pointer: '#/email' }],
    });
  });
});

function byHand(): Express {
  const app = express();
  app.use(requestId);
  app.use(requestLogger);
  app.use(express.json());
  app.post('/users', validate(CreateUserSchema), (req, res) => {
    res.status(201).json({ email: req.valid.body.email, id: req.id });
  });
  app.get(
    '/users/:id',
    asyncHandler<{ id: string }>(async (req) => {
      throw new NotFoundError('User', req.params.id);
    }),
  );
  app.get(
    '/null',
    asyncHandler(async () => {
      throw null;
    }),
  );
  app.use(errorHandler());
  return app;
}
