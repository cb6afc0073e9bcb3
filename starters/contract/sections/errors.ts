import assert from 'node:assert/strict';
import { expectProblem, type Problem, type RawResponse } from '@seaworthy/kit/testing';
import { everyError } from '../harness/every-error.ts';
import type { Line } from '../harness/line.ts';
import { sendJson } from '../harness/messages.ts';

/** What names the inside of a program: a stack, a file, a package, a query. */
const INSIDE =
  /\n\s+at |Traceback|File \\?"|node_modules|\.(?:js|ts|py|go|java):\d|goroutine |org\.springframework|jakarta\.|com\.fasterxml|pydantic|sqlalchemy|django\.|gin\.|SELECT |INSERT |sqlite|postgres/i;

export const errors: readonly Line[] = [
  {
    title: 'every error of a client is a problem document with type, title, status, code and request id',
    async ask({ service }) {
      for (const { response } of await everyError(service)) problemOf(response);
    },
  },
  {
    title: 'the type of a problem is the address of a page that explains it',
    async ask({ service }) {
      for (const { response } of await everyError(service)) {
        const { pathname } = new URL(problemOf(response).type, service.url);
        const page = await service.fetch(pathname, { headers: { accept: 'text/html' } });
        assert.equal(page.status, 200, `Expected a page at ${pathname}, got ${page.status}`);
        assert.match(page.headers.get('content-type') ?? '', /^text\/html/, pathname);
        assert.ok((await page.text()).length > 200, `Expected an explanation at ${pathname}`);
      }
      const unknown = await service.fetch('/errors/no-such-error', { headers: { accept: 'text/html' } });
      assert.equal(unknown.status, 404, 'Expected 404 for an error that does not exist');
    },
  },
  {
    title: 'failed validation names every bad field at once, each with message, code and JSON pointer',
    async ask({ service }) {
      const body = { email: 'no address', name: '', password: 'short' };
      const problem = await expectProblem(await service.fetch('/users', sendJson(body)), 'validation-error');
      fieldsOf(problem, 'body', ['email', 'name', 'password']);
      const missing = await expectProblem(await service.fetch('/users', sendJson({})), 'validation-error');
      fieldsOf(missing, 'body', ['email', 'name', 'password']);
      const wrong = await service.fetch('/users', sendJson({ email: 1, name: {}, password: [] }));
      fieldsOf(await expectProblem(wrong, 'validation-error'), 'body', ['email', 'name', 'password']);
    },
  },
  {
    title: 'a bad query is named like a bad body',
    async ask({ service }) {
      for (const query of ['limit=0', 'limit=101', 'limit=many']) {
        const problem = await expectProblem(await service.fetch(`/users?${query}`), 'validation-error');
        fieldsOf(problem, 'query', ['limit']);
      }
      const both = await service.fetch('/users?limit=0&cursor=nonsense');
      fieldsOf(await expectProblem(both, 'validation-error'), 'query', ['cursor', 'limit']);
    },
  },
  {
    title: 'a body that is no object is a validation error of the whole body',
    async ask({ service }) {
      for (const body of ['[]', '"text"', '7', 'null']) {
        const problem = await expectProblem(
          await service.fetch('/users', sendJson(body)),
          'validation-error',
        );
        assert.ok((problem.errors ?? []).length > 0, `Expected errors for ${body}`);
        for (const { pointer, ...error } of problem.errors!) {
          assert.match(pointer, /^#/, JSON.stringify(error));
        }
      }
    },
  },
  {
    title: 'no error repeats what was submitted',
    async ask({ service }) {
      const answers = await everyError(service);
      const path = await service.ask('GET /users/told-id');
      for (const response of [...answers.map((answer) => answer.response), path]) {
        problemOf(response);
        assert.doesNotMatch(response.body, /hush-|told-/);
      }
    },
  },
  {
    title: 'no error tells about the inside of the service',
    async ask({ service }) {
      for (const { what, response } of await everyError(service)) {
        problemOf(response);
        assert.doesNotMatch(response.body, INSIDE, `the answer to ${what}`);
      }
    },
  },
  {
    title: 'no error is kept by a cache',
    async ask({ service }) {
      for (const { what, response } of await everyError(service)) {
        assert.match(response.headers['cache-control'] ?? '', /no-store/, `the answer to ${what}`);
        assert.equal(response.headers['etag'], undefined, `the answer to ${what}`);
      }
    },
  },
];

/** Any problem document, whatever its code. */
export function problemOf({ status, headers, body }: RawResponse): Problem {
  const code = /"code":\s*"(\w+)"/.exec(body)?.[1] ?? 'any';
  return expectProblem({ status, headers, body }, code);
}

function fieldsOf({ errors: found = [] }: Problem, part: string, fields: readonly string[]): void {
  assert.deepEqual([...new Set(found.map(({ field }) => field))].sort(), fields);
  for (const error of found) {
    const { field, pointer, message, code } = error;
    assert.equal(error['in'], part, `\`in\` of ${field}`);
    assert.equal(pointer, `#/${field}`, `\`pointer\` of ${field}`);
    assert.ok(
      typeof message === 'string' && message !== '',
      `Expected a message about ${field}, got ${message}`,
    );
    assert.ok(typeof code === 'string' && code !== '', `Expected a code about ${field}, got ${code}`);
  }
}
