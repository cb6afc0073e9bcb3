import assert from 'node:assert/strict';
import { problemWith, type Question } from './question.ts';

export const endpoints: readonly Question[] = [
  {
    title: '/livez and /readyz answer 200 and are not kept',
    async ask({ fetch }) {
      for (const path of ['/livez', '/readyz', '/livez?verbose=1']) {
        const response = await fetch(path);
        await response.arrayBuffer();
        assert.equal(response.status, 200, path);
        assert.match(response.headers.get('cache-control') ?? '', /no-store/, path);
      }
    },
  },
  {
    title: '/metrics counts requests by method, route and status in the Prometheus text format',
    async ask({ fetch }) {
      await (await fetch('/users/ada')).arrayBuffer();
      const response = await fetch('/metrics');
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
      const text = await response.text();
      assert.match(text, /_duration_seconds_count\{[^}]*route="\/users\/:id"[^}]*\} [1-9]/);
      for (const line of text.split('\n')) {
        assert.match(line, /^(#.*|[a-zA-Z_:][\w:]*(\{.*\})? [-+]?([\d.e+-]+|Inf|NaN)|)$/, line);
      }
    },
  },
  {
    title: '/openapi.json describes the routes from their schemas',
    async ask({ fetch }) {
      const response = await fetch('/openapi.json');
      assert.match(response.headers.get('content-type') ?? '', /^application\/(.*\+)?json/);
      const document = (await response.json()) as { openapi: string; info: object; paths: Paths };
      assert.match(document.openapi, /^3\.1\./);
      assert.deepEqual(document.info, { title: 'Contract', version: '1.2.3' });
      const body = document.paths['/users']?.['post']?.requestBody;
      assert.match(JSON.stringify(body), /"password"/, 'Expected the body of POST /users');
      assert.deepEqual(
        document.paths['/search']?.['get']?.parameters?.map((one) => [one.in, one.name]),
        [['query', 'limit']],
      );
      assert.deepEqual(
        document.paths['/items/{id}']?.['get']?.parameters?.map((one) => [one.in, one.name]),
        [['path', 'id']],
      );
    },
  },
  {
    title: '/openapi.json describes the headers of a route from their schema',
    async ask({ fetch }) {
      const { paths } = (await (await fetch('/openapi.json')).json()) as { paths: Paths };
      assert.deepEqual(
        paths['/keyed']?.['get']?.parameters?.map((one) => [one.in, one.name]),
        [['header', 'x-api-key']],
      );
    },
  },
  {
    title: '/docs is a page that asks nobody else for anything',
    async ask({ fetch }) {
      const response = await fetch('/docs');
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
      assert.doesNotMatch(await response.text(), /(src|href)=["']?(https?:)?\/\//);
    },
  },
  {
    title: 'the type of a problem can be looked up',
    async ask({ fetch, url }) {
      const { type } = await problemWith(404, await fetch('/nowhere'));
      const page = await fetch(new URL(type, url).pathname);
      assert.equal(page.status, 200);
      assert.match(await page.text(), /not found/i);
      assert.equal((await fetch('/errors/no-such-error-at-all')).status, 404);
    },
  },
  {
    title: 'the endpoints are read-only',
    async ask({ fetch }) {
      for (const path of ['/livez', '/readyz', '/metrics', '/openapi.json']) {
        const response = await fetch(path, { method: 'POST' });
        await problemWith(405, response);
        assert.equal(response.headers.get('allow'), 'GET, HEAD', path);
      }
    },
  },
];

type Paths = Record<
  string,
  Record<string, { requestBody?: object; parameters?: { in: string; name: string }[] }>
>;
