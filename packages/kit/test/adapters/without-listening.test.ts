import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import { captureLog } from '../../src/testing/captured-log.ts';
import { expectProblem, type Answered } from '../../src/testing/expect-problem.ts';
import { seaworthy } from '../../src/adapters/express.ts';
import type { Options } from '../../src/options.ts';
import { expressApp } from './apps/express.ts';
import { fastifyApp } from './apps/fastify.ts';
import { nestApp } from './apps/nestjs.ts';

interface Call {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  payload?: object;
}
type Caller = (call: Call) => Promise<Answered>;

/** How tests of each framework call an application that does not listen. */
const callers: Record<string, (options: Options) => Promise<Caller>> = {
  'supertest with Express': async (options) => {
    const app = expressApp();
    seaworthy(app, options);
    return (call) => supertestCall(app, call);
  },
  "Fastify's inject": async (options) => {
    const { app } = fastifyApp(options);
    return (call) => app.inject(call);
  },
  'supertest with NestJS on Express': async (options) => {
    const { app } = await nestApp('express', options);
    await app.init();
    return (call) => supertestCall(app.getHttpServer() as never, call);
  },
  'supertest with NestJS on Fastify': async (options) => {
    const { app } = await nestApp('fastify', options);
    await app.init();
    await (app.getHttpAdapter().getInstance() as { ready(): Promise<unknown> }).ready();
    return (call) => supertestCall(app.getHttpServer() as never, call);
  },
};

for (const [name, make] of Object.entries(callers)) {
  describe(`${name}, without listening`, () => {
    let call: Caller;
    beforeAll(async () => {
      call = await make({ shutdown: { fatal: false }, watch: false });
    });

    it('gets what a listening service answers', async () => {
      using log = captureLog();
      const answer = await call({ method: 'GET', url: '/users/ada', headers: { 'x-request-id': 'test-1' } });
      expect(answer.status ?? answer.statusCode).toBe(200);
      expect(new Headers(answer.headers as Record<string, string>).get('x-request-id')).toBe('test-1');
      expect(await log.line({ requestId: 'test-1', status: 200 })).toMatchObject({ route: '/users/:id' });
    });

    it('gets problems', async () => {
      using _log = captureLog();
      expectProblem(await call({ method: 'GET', url: '/users/nobody' }), 'not-found', { status: 404 });
      expectProblem(await call({ method: 'GET', url: '/nowhere' }), 'not-found', { status: 404 });
      expectProblem(await call({ method: 'POST', url: '/users', payload: {} }), 'validation-error', {
        errors: [{ field: 'email' }, { field: 'name' }, { field: 'password' }],
      });
      const { detail } = expectProblem(
        await call({ method: 'GET', url: '/throw?what=error' }),
        'internal-error',
        {
          status: 500,
        },
      );
      expect(detail ?? '').not.toContain('canary');
    });

    it('gets the context', async () => {
      using _log = captureLog();
      const { body } = await call({ method: 'GET', url: '/context', headers: { 'x-request-id': 'test-2' } });
      expect(typeof body === 'string' ? JSON.parse(body) : body).toEqual({ requestId: 'test-2' });
    });

    it("gets the kit's endpoints", async () => {
      using _log = captureLog();
      const statuses = await Promise.all(
        ['/livez', '/metrics', '/errors/not-found'].map(async (url) => {
          const { status, statusCode } = await call({ method: 'GET', url });
          return status ?? statusCode;
        }),
      );
      expect(statuses).toEqual([200, 200, 200]);
    });
  });
}

async function supertestCall(
  app: Parameters<typeof request>[0],
  { method, url, headers, payload }: Call,
): Promise<Answered> {
  const test = method === 'GET' ? request(app).get(url) : request(app).post(url);
  if (headers !== undefined) void test.set(headers);
  return payload === undefined ? test : test.send(payload);
}
