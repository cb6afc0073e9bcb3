import assert from 'node:assert/strict';
import { expectProblem, type Problem } from '../expect-problem.ts';
import { postJson, type Question } from './question.ts';

const good = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' };

export const validation: readonly Question[] = [
  {
    title: 'valid input reaches the handler, coerced',
    async ask({ fetch }) {
      const created = await fetch('/users', postJson({ ...good, age: '36', address: { city: 'London' } }));
      assert.equal(created.status, 201);
      assert.deepEqual(await created.json(), {
        email: good.email,
        name: 'Ada',
        age: 36,
        address: { city: 'London' },
      });
      assert.deepEqual(await (await fetch('/search?limit=5')).json(), { limit: 5 });
      assert.deepEqual(await (await fetch('/search')).json(), { limit: 20 });
      assert.deepEqual(await (await fetch('/items/42')).json(), { id: 42 });
    },
  },
  {
    title: 'unknown fields do not reach the handler',
    async ask({ fetch }) {
      const created = await fetch('/users', postJson({ ...good, admin: true }));
      assert.deepEqual(await created.json(), { email: good.email, name: 'Ada' });
    },
  },
  {
    title: 'all bad fields are told at once',
    async ask({ fetch }) {
      const bad = { email: 'nope', name: '', password: 'short', age: -1, address: { city: 5 } };
      const problem = await failed(await fetch('/users', postJson(bad)));
      const fields = problem.errors!.map(({ field }) => field).sort();
      assert.deepEqual(fields, ['address.city', 'age', 'email', 'name', 'password']);
      for (const error of problem.errors!) {
        assert.ok(error.message !== '' && error.code !== '', JSON.stringify(error));
        assert.equal(error['in'], 'body', JSON.stringify(error));
      }
    },
  },
  {
    title: 'a bad field is named by a JSON pointer',
    async ask({ fetch }) {
      const problem = await failed(await fetch('/users', postJson({ ...good, address: { city: 5 } })));
      assert.equal(problem.errors?.length, 1);
      assert.match(problem.errors[0]!.pointer, /^#\/address\/city$/);
    },
  },
  {
    title: 'a missing body names every field that is needed',
    async ask({ fetch }) {
      const problem = await failed(await fetch('/users', postJson({})));
      assert.deepEqual(problem.errors!.map(({ field }) => field).sort(), ['email', 'name', 'password']);
    },
  },
  {
    title: 'query and params are validated and named',
    async ask({ fetch }) {
      const cases = [
        ['/search?limit=0', 'query', 'limit'],
        ['/search?limit=many', 'query', 'limit'],
        ['/search?limit=1&limit=2', 'query', 'limit'],
        ['/items/first', 'path', 'id'],
      ] as const;
      for (const [path, part, field] of cases) {
        const { errors } = await failed(await fetch(path));
        assert.deepEqual(
          errors!.map((error) => [error['in'], error.field]),
          [[part, field]],
          path,
        );
      }
    },
  },
  {
    title: 'headers are validated and named',
    async ask({ fetch }) {
      assert.deepEqual(await (await fetch('/keyed', { headers: { 'X-Api-Key': 'long enough' } })).json(), {
        ok: true,
      });
      const { errors } = await failed(await fetch('/keyed', { headers: { 'x-api-key': 'hush' } }));
      assert.ok(!JSON.stringify(errors).includes('hush'));
      assert.deepEqual(
        errors!.map((error) => [error['in'], error.field]),
        [['header', 'x-api-key']],
      );
    },
  },
  {
    title: 'a refused value is never repeated',
    async ask({ fetch, log }) {
      const answers = [
        await fetch(
          '/users',
          postJson({ email: 'hush@@x', name: 'hush'.repeat(50), password: 'hush', age: 'hush' }),
        ),
        await fetch('/search?limit=hush'),
        await fetch('/items/hush'),
        await fetch('/echo', postJson('{"password":"hush",}')),
        await fetch('/echo', postJson('hush-not-json')),
      ];
      for (const answer of answers) {
        const text = await answer.text();
        assert.equal(answer.status, 400);
        assert.ok(!text.includes('hush'), `Expected the value not to be repeated, got ${text}`);
      }
      const logged = log.lines
        .filter((line) => line['path'] !== '/items/hush')
        .map((line) => JSON.stringify(line));
      assert.ok(!logged.some((line) => line.includes('hush')), logged.join('\n'));
    },
  },
  {
    title: 'validation errors are not logged as errors',
    async ask({ fetch, log }) {
      const { requestId } = await failed(await fetch('/users', postJson({})));
      const line = await log.line({ requestId, status: 400 });
      assert.notEqual(line['level'], 'error');
      assert.deepEqual(
        log.lines.filter(({ level }) => level === 'error'),
        [],
      );
    },
  },
];

async function failed(response: Response): Promise<Problem> {
  assert.equal(response.status, 400);
  const problem = await expectProblem(response, 'validation-error');
  assert.ok(
    Array.isArray(problem.errors) && problem.errors.length > 0,
    `Expected errors, got ${JSON.stringify(problem)}`,
  );
  return problem;
}
