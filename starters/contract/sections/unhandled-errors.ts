import assert from 'node:assert/strict';
import { expectProblem } from '@seaworthy/kit/testing';
import type { Line } from '../harness/line.ts';
import { isAccessLine, oneAccessLine, type LogLine } from '../harness/log.ts';
import type { Answered } from '../observations/database.ts';

export const unhandledErrors: readonly Line[] = [
  {
    title: 'while the database is away, a request is 503 with Retry-After',
    async ask({ database }) {
      for (const { answer } of (await database()).away.users) {
        assert.equal(answer?.status, 503);
        expectProblem(answer, /"code":\s*"(\w+)"/.exec(answer.body)?.[1] ?? 'any');
        assert.match(answer.headers['retry-after'] ?? '', /^\d+$/);
      }
    },
  },
  {
    title: 'while the database is silent, a request is 503 within 5 s',
    async ask({ database }) {
      for (const { answer, took } of (await database()).silent.users) {
        assert.equal(answer?.status, 503);
        assert.ok(took < 5_500, `Expected an answer within 5 s, got one after ${took} ms`);
      }
    },
  },
  {
    title: 'an error that nobody expected is 500 INTERNAL_ERROR and says nothing',
    async ask({ database }) {
      const { answer } = (await database()).broken;
      assert.equal(answer?.status, 500);
      const { detail = '' } = expectProblem(answer, 'internal-error');
      assert.doesNotMatch(answer.body, /relation|users|exist|SELECT|42P01|\bat /i, detail);
    },
  },
  {
    title: 'it is logged once, with its stack and the id of the request',
    async ask({ database }) {
      const { lines } = (await database()).broken;
      const withStack = lines.filter(hasStack);
      assert.equal(withStack.length, 1, `Expected one line with a stack, got ${JSON.stringify(lines)}`);
      assert.match(String(withStack[0]!['level']), /^(error|fatal)$/);
      assert.match(JSON.stringify(withStack[0]), /users/, 'Expected the reason');
    },
  },
  {
    title: 'a 5xx is one access line at error',
    async ask({ database }) {
      const { broken, away } = await database();
      for (const { answer, lines } of [broken, ...away.users] satisfies Answered[]) {
        const line = oneAccessLine(lines);
        assert.equal(line['status'], answer?.status);
        assert.equal(line['level'], 'error');
      }
    },
  },
  {
    title: 'the service lives on after it',
    async ask({ database }) {
      const { broken, stop } = await database();
      assert.equal(broken.answer?.status, 500);
      assert.equal(broken.liveAfter, 200);
      assert.equal(stop.exit?.code, 0);
    },
  },
];

/** Whether any text in a line, however deep, has lines of its own. */
function hasStack(line: LogLine): boolean {
  return !isAccessLine(line) && /\\n/.test(JSON.stringify(line));
}
