import fastify from 'fastify';
import type { ServerResponse } from 'node:http';
import request from 'supertest';
import { expect, it } from 'vitest';
import { expectProblem, type Answered } from '../../src/testing/expect-problem.ts';
import { start } from '../../src/testing/start.ts';

const problem = {
  type: 'https://api.example.com/errors/not-found',
  title: 'Not Found',
  status: 404,
  code: 'NOT_FOUND',
  requestId: 'r-1',
  errors: [{ field: 'a' }, { field: 'b', code: 'required' }],
};
const headers = { 'Content-Type': 'application/problem+json; charset=utf-8', 'X-Request-ID': 'r-1' };
const answer = (changes: object = {}, more: Partial<Answered> = {}): Answered => ({
  status: 404,
  headers,
  body: { ...problem, ...changes },
  ...more,
});

it('accepts a fetch response and returns the problem', async () => {
  await using service = await start(
    (_request, response) => void response.writeHead(404, headers).end(JSON.stringify(problem)),
  );
  expect(await expectProblem(await service.fetch('/'), 'not-found')).toEqual(problem);
});

it('accepts a supertest response', async () => {
  const listener = (_request: unknown, response: ServerResponse) =>
    void response.writeHead(404, headers).end(JSON.stringify(problem));
  expect(expectProblem(await request(listener).get('/'), 'not-found')).toEqual(problem);
});

it("accepts what Fastify's inject answers", async () => {
  const app = fastify().get(
    '/',
    (_request, reply) => void reply.code(404).headers(headers).send(JSON.stringify(problem)),
  );
  expect(expectProblem(await app.inject('/'), 'not-found')).toEqual(problem);
});

it('accepts a plain object, with a parsed body or a text', () => {
  expect(expectProblem(answer(), 'NOT_FOUND')).toEqual(problem);
  expect(expectProblem({ status: 404, headers, body: JSON.stringify(problem) }, 'not-found')).toEqual(
    problem,
  );
});

it('compares the members that are asked for, and the elements of a list in any order', () => {
  expectProblem(answer(), 'not-found', { title: 'Not Found', errors: [{ field: 'b' }, { field: 'a' }] });
  expect(() => expectProblem(answer(), 'not-found', { errors: [{ field: 'c' }] })).toThrow(
    'Expected the problem to have {"errors":[{"field":"c"}]}',
  );
  expect(() => expectProblem(answer(), 'not-found', { detail: 'x' })).toThrow(
    'Expected the problem to have {"detail":"x"}',
  );
});

const wrong: [string, Answered, string][] = [
  [
    'the media type',
    answer({}, { headers: { ...headers, 'Content-Type': 'application/json' } }),
    'as application/problem+json',
  ],
  [
    'the type',
    answer({ type: '/errors/found' }),
    'Expected `type` to end in /not-found, got "/errors/found"',
  ],
  ['a longer type', answer({ type: '/errors/user-not-found' }), 'Expected `type` to end in /not-found'],
  ['the code', answer({ code: 'MISSING' }), 'got "MISSING"'],
  ['the status', answer({ status: 400 }), 'Expected `status` to be the HTTP status 404, got 400'],
  ['a success', answer({ status: 200 }, { status: 200 }), 'Expected an error status, got 200'],
  ['the title', answer({ title: '' }), 'Expected a title'],
  [
    'a missing header',
    answer({}, { headers: { 'content-type': 'application/problem+json' } }),
    'Expected an X-Request-ID header',
  ],
  ['the request id', answer({ requestId: 'r-2' }), 'Expected `requestId` to be the X-Request-ID header r-1'],
  ['the JSON', answer({}, { body: '<html>' }), 'Expected the body to be JSON'],
];

for (const [what, response, message] of wrong) {
  it(`says what was expected and got when ${what} is wrong`, () => {
    expect(() => expectProblem(response, 'not-found')).toThrow(message);
    expect(() => expectProblem(response, 'not-found')).toThrow(/got \d{3}/);
  });
}
