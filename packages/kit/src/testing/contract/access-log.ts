import assert from 'node:assert/strict';
import { raw, rawConnection } from '../raw.ts';
import { accessLineOf, freshId, isAccessLine, postJson, requestText, type Question } from './question.ts';

export const accessLog: readonly Question[] = [
  {
    title: 'a request is exactly one line with the fields of the contract',
    async ask({ fetch, log }) {
      const id = freshId();
      const response = await fetch('/users/ada?verbose=1', { headers: { 'x-request-id': id } });
      const size = (await response.arrayBuffer()).byteLength;
      const { time, msg, durationMs, bytes, remoteAddress, ...rest } = await accessLineOf(log, id);
      assert.deepEqual(rest, {
        level: 'info',
        requestId: id,
        method: 'GET',
        path: '/users/ada',
        route: '/users/:id',
        status: 200,
      });
      assert.ok(!Number.isNaN(new Date(time as string).getTime()), `time is ${time}`);
      assert.ok(typeof msg === 'string' && msg !== '', `msg is ${msg}`);
      assert.ok(
        typeof durationMs === 'number' && durationMs >= 0 && durationMs < 20_000,
        `durationMs is ${durationMs}`,
      );
      assert.equal(bytes, size, `Expected the ${size} bytes of the body, got ${bytes}`);
      assert.match(String(remoteAddress), /^(::ffff:)?127\.0\.0\.1$|^::1$/);
    },
  },
  {
    title: 'every request is one line, whatever became of it',
    async ask({ url, fetch, log }) {
      const requests: [path: string, init: RequestInit, status: number][] = [
        ['/users/ada', {}, 200],
        ['/empty', {}, 204],
        ['/users/ada', { method: 'HEAD' }, 200],
        ['/users/nobody', {}, 404],
        ['/nowhere', {}, 404],
        ['/users/ada', { method: 'DELETE' }, 405],
        ['/users', postJson({ email: 1 }), 400],
        ['/users', postJson('{'), 400],
        ['/users', postJson('x', { 'content-type': 'text/plain' }), 415],
        ['/throw?what=error', {}, 500],
        ['/throw?what=conflict&how=async', {}, 409],
      ];
      for (const [path, init, status] of requests) {
        const id = freshId();
        const headers = { ...(init.headers as Record<string, string>), 'x-request-id': id };
        await (await fetch(path, { ...init, headers })).arrayBuffer();
        const line = await accessLineOf(log, id);
        assert.equal(line['status'], status, path);
        assert.equal(line['path'], path.split('?')[0]);
        assert.equal(line['aborted'], undefined, path);
        if (status < 500) assert.notEqual(line['level'], 'error', path);
      }
      const early = [
        requestText('GET /users/%zz'),
        requestText('POST /echo', { 'content-length': '9999999' }),
      ];
      for (const bytes of early) {
        const { responses } = await raw(url, bytes);
        await accessLineOf(log, responses[0]!.headers['x-request-id']!);
      }
      const ids = log.lines.filter(isAccessLine).map(({ requestId }) => requestId);
      assert.equal(ids.length, requests.length + early.length);
      assert.equal(new Set(ids).size, ids.length, 'Expected one line per request');
    },
  },
  {
    title: 'a request that the parser refuses is one line too',
    async ask({ url, log }) {
      const long = await raw(url, requestText('GET /users/ada', { 'x-long': 'x'.repeat(20_000) }));
      const broken = await raw(url, 'NONSENSE\r\n\r\n');
      for (const [{ responses }, status] of [
        [long, 431],
        [broken, 400],
      ] as const) {
        const id = responses[0]!.headers['x-request-id']!;
        assert.equal((await accessLineOf(log, id))['status'], status);
        const lines = log.lines.filter(({ requestId }) => requestId === id);
        assert.equal(lines.length, 1, `Expected one line, got ${JSON.stringify(lines)}`);
      }
    },
  },
  {
    title: 'a request whose client goes away is one line, marked as aborted',
    async ask({ url, log }) {
      const id = freshId();
      const connection = rawConnection(url);
      connection.write(requestText('GET /wait', { 'x-request-id': id, expect: '100-continue' }));
      assert.equal((await connection.response()).status, 100);
      connection.destroy();
      const line = await accessLineOf(log, id);
      assert.equal(line['aborted'], true);
      assert.equal(line['route'], '/wait');
      const next = freshId();
      await raw(url, requestText('GET /users/ada', { 'x-request-id': next }));
      await accessLineOf(log, next);
      assert.equal(log.lines.filter(isAccessLine).length, 2);
    },
  },
  {
    title: 'probes do not drown the log',
    async ask({ fetch, log }) {
      for (const path of ['/livez', '/readyz']) await (await fetch(path)).arrayBuffer();
      const id = freshId();
      await (await fetch('/users/ada', { headers: { 'x-request-id': id } })).arrayBuffer();
      await accessLineOf(log, id);
      const loud = log.lines.filter(
        ({ path, level }) => /^\/(livez|readyz)/.test(String(path)) && level !== 'debug',
      );
      assert.deepEqual(loud, []);
    },
  },
  {
    title: 'the route template is logged and counted, never the path',
    async ask({ fetch, log }) {
      const routes = [
        ['/users/secret-person', '/users/:id'],
        ['/v1/things/secret-thing', '/v1/things/:thing'],
        ['/items/secret-item', '/items/:id'],
        ['/secret-nowhere', undefined],
      ] as const;
      for (const [path, route] of routes) {
        const id = freshId();
        await (await fetch(path, { headers: { 'x-request-id': id } })).arrayBuffer();
        assert.equal((await accessLineOf(log, id))['route'], route, path);
      }
      const metrics = await (await fetch('/metrics')).text();
      for (const [, route] of routes)
        if (route !== undefined) assert.ok(metrics.includes(`route="${route}"`), route);
      assert.ok(!metrics.includes('secret-'), 'Expected no path in the metrics');
    },
  },
  {
    title: 'a line break in a URL or a header makes no line of its own',
    async ask({ url, log }) {
      const id = freshId();
      const headers = { 'x-request-id': id, 'user-agent': '%0a{"level":"error"}' };
      await raw(url, requestText('GET /users/a%0a%7B%22level%22:%22error%22%7D', headers));
      await accessLineOf(log, id);
      assert.equal(log.lines.filter(({ requestId }) => requestId === id).length, 1);
    },
  },
];
