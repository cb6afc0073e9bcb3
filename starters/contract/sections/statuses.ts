import assert from 'node:assert/strict';
import { expectProblem, raw, type Problem } from '@seaworthy/kit/testing';
import type { Line } from '../harness/line.ts';
import { newUser, requestText, sendJson } from '../harness/messages.ts';
import type { Service } from '../harness/service.ts';
import { createUser } from '../harness/users.ts';

const NOBODY = '/users/00000000-0000-4000-8000-000000000000';

export const statuses: readonly Line[] = [
  {
    title: 'malformed JSON is 400 MALFORMED_JSON',
    async ask({ service }) {
      for (const body of ['{', '{"a":1,}', 'nope', '{"a":1}{"b":2}', '{"a":"\n"}']) {
        const problem = await problemWith(400, service, '/users', sendJson(body));
        assert.equal(problem.code, 'MALFORMED_JSON', body);
      }
    },
  },
  {
    title: 'failed validation is 400 VALIDATION_ERROR',
    async ask({ service }) {
      const problem = await problemWith(400, service, '/users', sendJson({ email: 'no address' }));
      assert.equal(problem.code, 'VALIDATION_ERROR');
    },
  },
  {
    title: 'an unknown path is 404 NOT_FOUND, whatever the method',
    async ask({ service }) {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const problem = await problemWith(404, service, '/nowhere/at/all', { method });
        assert.equal(problem.code, 'NOT_FOUND', method);
      }
    },
  },
  {
    title: 'a user that does not exist is 404 NOT_FOUND, and so is an id that is none',
    async ask({ service }) {
      for (const path of [NOBODY, '/users/not-a-uuid']) {
        const change = sendJson({ name: 'Nobody' }, { method: 'PATCH' });
        for (const init of [{}, change, { method: 'DELETE' }]) {
          assert.equal((await problemWith(404, service, path, init)).code, 'NOT_FOUND');
        }
      }
    },
  },
  {
    title: 'a known path with another method is 405 with Allow',
    seenBy: ['http/wrong-method-is-405', 'http/405-names-allowed-methods'],
    async ask({ service }) {
      const cases = [
        ['PUT', NOBODY, ['DELETE', 'GET', 'HEAD', 'PATCH']],
        ['DELETE', '/users', ['GET', 'HEAD', 'POST']],
        ['POST', '/livez', ['GET', 'HEAD']],
        ['POST', '/readyz', ['GET', 'HEAD']],
        ['DELETE', '/metrics', ['GET', 'HEAD']],
      ] as const;
      for (const [method, path, allowed] of cases) {
        const response = await service.fetch(path, { method });
        const what = `${method} ${path}`;
        assert.equal(response.status, 405, `Expected ${what} to be 405, got ${response.status}`);
        await expectProblem(response, 'method-not-allowed');
        const told = (response.headers.get('allow') ?? '').split(/\s*,\s*/);
        assert.deepEqual(told.filter((name) => name !== 'OPTIONS').sort(), [...allowed], `Allow of ${what}`);
      }
    },
  },
  {
    title: 'a taken email is 409 CONFLICT',
    async ask({ service }) {
      const user = newUser();
      await createUser(service, user);
      assert.equal((await problemWith(409, service, '/users', sendJson(user))).code, 'CONFLICT');
    },
  },
  {
    title: 'a body larger than 1 MiB is 413 PAYLOAD_TOO_LARGE',
    async ask({ service }) {
      const body = JSON.stringify(newUser({ name: 'x'.repeat(2 ** 20) }));
      const response = await service.ask('POST /users', { 'content-type': 'application/json' }, body);
      assert.equal(response.status, 413);
      expectProblem(response, 'payload-too-large');
    },
  },
  {
    title: 'a body that is not declared as JSON is 415 UNSUPPORTED_MEDIA_TYPE',
    async ask({ service }) {
      for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'json']) {
        const init = sendJson(newUser(), { headers: { 'content-type': type } });
        const problem = await problemWith(415, service, '/users', init);
        assert.equal(problem.code, 'UNSUPPORTED_MEDIA_TYPE', type);
      }
    },
  },
  {
    title: 'a bad escape in the path is 400',
    async ask({ service }) {
      for (const path of ['/users/%zz', '/users/%', '/%c0%af']) {
        const { responses } = await raw(service.url, requestText(`GET ${path}`));
        assert.equal(responses[0]?.status, 400, path);
      }
    },
  },
  {
    title: 'HEAD works where GET works, without a body',
    seenBy: ['http/head-works-like-get'],
    async ask({ service }) {
      const { id } = await createUser(service);
      for (const path of ['/users', `/users/${id}`, NOBODY, '/nowhere', '/livez', '/readyz']) {
        const get = await service.ask(`GET ${path}`);
        await using connection = service.connect();
        connection.write(requestText(`HEAD ${path}`));
        const head = await connection.response({ head: true });
        assert.equal(head.status, get.status, `HEAD ${path}`);
        assert.equal(
          head.headers['content-type'],
          get.headers['content-type'],
          `content-type of HEAD ${path}`,
        );
        // Bytes of a body would be taken for the beginning of this answer.
        connection.write(requestText('GET /livez'));
        assert.equal((await connection.response()).status, 200, `the answer after HEAD ${path}`);
      }
    },
  },
];

async function problemWith(
  status: number,
  service: Service,
  path: string,
  init: RequestInit,
): Promise<Problem> {
  const response = await service.fetch(path, init);
  const body = await response.text();
  const what = `${init.method ?? 'GET'} ${path}`;
  assert.equal(response.status, status, `Expected ${what} to be ${status}, got ${response.status}: ${body}`);
  const code = /"code":\s*"(\w+)"/.exec(body)?.[1] ?? 'any';
  return expectProblem({ status, headers: Object.fromEntries(response.headers), body }, code);
}
