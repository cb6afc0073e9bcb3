import assert from 'node:assert/strict';
import { CANARY } from '../contract-routes.ts';
import { raw } from '../raw.ts';
import {
  accessLineOf,
  freshId,
  isAccessLine,
  problemWith,
  requestText,
  servesTheNext,
  type Question,
  type Subject,
} from './question.ts';

export const streams: readonly Question[] = [
  {
    title:
      'an error after the head was sent cuts the connection, so that the client sees an incomplete answer',
    ask: (subject) => seesACut(subject, '/late'),
  },
  {
    title: 'a piped source that fails midway cuts the connection and not the process',
    ask: (subject) => seesACut(subject, '/pipe?when=midway'),
  },
  {
    title: 'a piped source that fails before its first byte is a 500',
    async ask(subject) {
      const problem = await problemWith(500, await subject.fetch('/pipe?when=first'));
      assert.ok(!JSON.stringify(problem).includes(CANARY));
      await servesTheNext(subject);
    },
  },
  {
    title: "the framework's own streaming of a source that fails midway cuts the connection",
    ask: (subject) => seesACut(subject, '/stream?when=midway'),
  },
  {
    title: "the framework's own streaming of a source that fails at once never ends as a complete 200",
    async ask(subject) {
      const { responses } = await raw(subject.url, requestText('GET /stream?when=first'));
      const [response] = responses;
      if (response?.status === 200)
        assert.equal(response.complete, false, 'Expected an incomplete answer, got a complete 200');
      else if (response !== undefined)
        assert.equal((await problemWith(500, response)).detail?.includes(CANARY) ?? false, false);
      await servesTheNext(subject);
    },
  },
];

async function seesACut(subject: Subject, path: string): Promise<void> {
  const requestId = freshId();
  const { responses, closed } = await raw(
    subject.url,
    requestText(`GET ${path}`, { 'x-request-id': requestId }),
  );
  const [response] = responses;
  assert.equal(response?.status, 200);
  assert.equal(
    response.complete,
    false,
    `Expected an incomplete answer, got all of ${JSON.stringify(response.body)}`,
  );
  assert.notEqual(closed, 'open');
  assert.ok(!response.body.includes(CANARY) && !response.body.includes('problem'), response.body);
  await accessLineOf(subject.log, requestId);
  const errors = subject.log.lines.filter((line) => line['requestId'] === requestId && !isAccessLine(line));
  assert.equal(errors.length, 1, `Expected the error to be logged once, got ${JSON.stringify(errors)}`);
  await servesTheNext(subject);
}
