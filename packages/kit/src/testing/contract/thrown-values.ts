import assert from 'node:assert/strict';
import { CANARY, throwables } from '../contract-routes.ts';
import { expectProblem } from '../expect-problem.ts';
import {
  accessLineOf,
  freshId,
  isAccessLine,
  problemWith,
  servesTheNext,
  type Question,
  type Subject,
} from './question.ts';

const others = ['conflict', 'badheader', 'foreignheader'];
const unsendable = ['x-split', 'x-injected', 'x-not-text'];
const ways = ['sync', 'async'];

const unexpected: Question[] = Object.keys(throwables)
  .filter((what) => !others.includes(what))
  .map((what) => ({
    title: `a thrown ${what} is a 500 that says nothing, and is logged once`,
    async ask(subject) {
      for (const how of ways) await asksOnce(subject, what, how);
      await servesTheNext(subject);
    },
  }));

export const thrownValues: readonly Question[] = [
  ...unexpected,
  {
    title: 'the stack and the causes of a 500 are in the log, with the id of the answer',
    async ask({ fetch, log }) {
      const { requestId } = await problemWith(500, await fetch('/throw?what=cause&how=async'));
      const line = await log.line((one) => one['requestId'] === requestId && !isAccessLine(one));
      const text = JSON.stringify(line);
      assert.match(text, /at .*contract-routes/, `Expected a stack, got ${text}`);
      assert.match(text, /the deepest reason/, `Expected the cause, got ${text}`);
    },
  },
  {
    title: 'the errors of an AggregateError are in the log',
    async ask({ fetch, log }) {
      const { requestId } = await problemWith(500, await fetch('/throw?what=aggregate'));
      const line = await log.line((one) => one['requestId'] === requestId && !isAccessLine(one));
      assert.match(JSON.stringify(line), new RegExp(`first ${CANARY}`));
    },
  },
  {
    title: 'an AppError answers with its own status, code and message, and is not logged as an error',
    async ask({ fetch, log }) {
      for (const how of ways) {
        const problem = await expectProblem(await fetch(`/throw?what=conflict&how=${how}`), 'SEAT_TAKEN');
        assert.equal(problem.status, 409);
        assert.match(JSON.stringify(problem), /That seat is taken/);
        await accessLineOf(log, problem.requestId);
      }
      assert.deepEqual(
        log.lines.filter(({ level }) => level === 'error'),
        [],
      );
    },
  },
  {
    title: 'a header that cannot be sent is dropped and the service lives',
    async ask(subject) {
      for (const how of ways) {
        const response = await subject.fetch(`/throw?what=badheader&how=${how}`);
        await expectProblem(response, 'NO_SUCH_FORM');
        assert.equal(response.status, 400);
        assert.equal(response.headers.get('x-reason'), 'form', 'Expected a header that can be sent to stay');
        for (const name of unsendable) assert.equal(response.headers.get(name), null, name);
        const foreign = await subject.fetch(`/throw?what=foreignheader&how=${how}`);
        assert.ok(foreign.status >= 400, `Expected an error, got ${foreign.status}`);
        for (const name of unsendable) assert.equal(foreign.headers.get(name), null, name);
      }
      await servesTheNext(subject);
    },
  },
  {
    title: 'two requests that fail at once keep their own ids',
    async ask({ fetch }) {
      const ids = Array.from({ length: 10 }, freshId);
      const problems = await Promise.all(
        ids.map(async (id) =>
          problemWith(500, await fetch('/throw?what=error&how=async', { headers: { 'x-request-id': id } })),
        ),
      );
      assert.deepEqual(
        problems.map(({ requestId }) => requestId),
        ids,
      );
    },
  },
];

async function asksOnce({ fetch, log }: Subject, what: string, how: string): Promise<void> {
  const requestId = freshId();
  const response = await fetch(`/throw?what=${what}&how=${how}`, { headers: { 'x-request-id': requestId } });
  const problem = await problemWith(500, response);
  assert.equal(problem.requestId, requestId);
  const text = JSON.stringify(problem);
  assert.ok(
    !text.includes(CANARY) && !/\bat .*:\d+/.test(text),
    `Expected nothing of the error (${how}), got ${text}`,
  );
  const access = await accessLineOf(log, requestId);
  assert.equal(access['level'], 'error');
  const errors = log.lines.filter((line) => line['requestId'] === requestId && !isAccessLine(line));
  assert.equal(
    errors.length,
    1,
    `Expected the error (${how}) to be logged once, got ${JSON.stringify(errors)}`,
  );
  assert.equal(errors[0]?.['level'], 'error');
}
