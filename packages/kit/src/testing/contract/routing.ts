import assert from 'node:assert/strict';
import { expectProblem } from '../expect-problem.ts';
import { raw } from '../raw.ts';
import { problemWith, requestText, type Question } from './question.ts';

export const routing: readonly Question[] = [
  {
    title: 'a route answers',
    async ask({ fetch }) {
      assert.deepEqual(await (await fetch('/users/ada')).json(), { id: 'ada' });
      assert.deepEqual(await (await fetch('/v1/things/7')).json(), { thing: '7' });
      assert.equal((await fetch('/empty')).status, 204);
    },
  },
  {
    title: 'a missing resource is a not-found problem',
    async ask({ fetch }) {
      const response = await fetch('/users/nobody');
      assert.equal(response.status, 404);
      await expectProblem(response, 'not-found');
    },
  },
  {
    title: 'an unknown path is a not-found problem that does not repeat the query',
    async ask({ fetch }) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const problem = await expectProblem(
          await fetch('/nowhere/at/all?token=hush', { method }),
          'not-found',
        );
        assert.equal(problem.status, 404);
        assert.ok(!JSON.stringify(problem).includes('hush'));
      }
    },
  },
  {
    title: 'a known path with another method is 405 and tells the allowed ones',
    async ask({ fetch }) {
      const cases = [
        ['DELETE', '/users/ada', ['GET', 'HEAD']],
        ['GET', '/users', ['POST']],
        ['PUT', '/search?limit=2', ['GET', 'HEAD']],
        ['PATCH', '/context', ['GET', 'HEAD', 'POST']],
        ['POST', '/v1/things/7', ['GET', 'HEAD']],
      ] as const;
      for (const [method, path, allowed] of cases) {
        const response = await fetch(path, { method });
        assert.equal(response.status, 405, `Expected ${method} ${path} to be 405, got ${response.status}`);
        await expectProblem(response, 'method-not-allowed');
        const allow = (response.headers.get('allow') ?? '').split(', ').filter((name) => name !== 'OPTIONS');
        assert.deepEqual(allow.sort(), [...allowed], `Allow of ${method} ${path}`);
      }
    },
  },
  {
    title: 'HEAD works where GET works, without a body',
    async ask({ url, fetch }) {
      const statuses = {
        '/users/ada': 200,
        '/context': 200,
        '/users/nobody': 404,
        '/nowhere': 404,
        '/livez': 200,
        '/throw?what=error': 500,
      };
      for (const [path, status] of Object.entries(statuses)) {
        const get = await fetch(path);
        assert.equal(get.status, status, path);
        await get.arrayBuffer();
        const { responses, closed } = await raw(url, [
          requestText(`HEAD ${path}`),
          requestText('GET /users/ada'),
        ]);
        const [head] = responses;
        assert.equal(
          head?.status,
          get.status,
          `Expected HEAD ${path} to be ${get.status}, got ${head?.status}`,
        );
        assert.equal(
          head.headers['content-type'],
          get.headers.get('content-type'),
          `content-type of HEAD ${path}`,
        );
        assert.equal(closed, 'open', 'Expected the connection to stay in use after HEAD');
      }
    },
  },
  {
    title: 'pipelined requests are answered in order, each with its own id',
    async ask({ url }) {
      const ids = ['pipe-1', 'pipe-2', 'pipe-3'];
      const bytes = ids.map((id) => requestText('GET /context', { 'x-request-id': id })).join('');
      const { responses } = await raw(url, bytes, { count: 3 });
      assert.deepEqual(
        responses.map(({ body }) => (JSON.parse(body) as { requestId: string }).requestId),
        ids,
      );
    },
  },
  {
    title: 'every answer forbids sniffing and names no product',
    async ask({ fetch }) {
      for (const path of ['/users/ada', '/nowhere', '/throw?what=error', '/livez']) {
        const { headers } = await fetch(path);
        assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
        assert.equal(headers.get('x-powered-by'), null, path);
        assert.equal(headers.get('server'), null, path);
      }
    },
  },
  {
    title: 'a good answer is kept by no cache unless the application says so',
    async ask({ fetch }) {
      const { headers } = await fetch('/users/ada');
      assert.equal(headers.get('cache-control'), 'no-store');
    },
  },
  {
    title: 'an error is never kept by a cache by accident',
    async ask({ fetch }) {
      for (const [path, status] of [
        ['/throw?what=error', 500],
        ['/nowhere', 404],
      ] as const) {
        const response = await fetch(path);
        assert.doesNotMatch(response.headers.get('cache-control') ?? '', /max-age=[1-9]|public/);
        assert.equal(response.headers.get('etag'), null, 'Expected no validator on an error');
        await problemWith(status, response);
      }
    },
  },
];
