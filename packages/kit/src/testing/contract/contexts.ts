import assert from 'node:assert/strict';
import { rawConnection } from '../raw.ts';
import { accessLineOf, freshId, isAccessLine, postJson, requestText, type Question } from './question.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

export const contexts: readonly Question[] = [
  {
    title: 'the context is there after an await',
    async ask({ fetch }) {
      const id = freshId();
      assert.deepEqual(await (await fetch('/context', { headers: { 'x-request-id': id } })).json(), {
        requestId: id,
      });
    },
  },
  {
    title: 'the context survives a body that arrives late and in pieces',
    async ask({ url }) {
      await using connection = rawConnection(url);
      const id = freshId();
      const headers = {
        'content-type': 'application/json',
        'content-length': '14',
        'x-request-id': id,
        expect: '100-continue',
      };
      connection.write(requestText('POST /context', headers));
      assert.equal((await connection.response()).status, 100);
      await using other = rawConnection(url);
      for (const piece of ['{"late', '":', 'true} ']) {
        other.write(requestText('GET /context'));
        await other.response();
        connection.write(piece);
      }
      assert.equal((await connection.response()).body, JSON.stringify({ requestId: id }));
    },
  },
  {
    title: 'requests at the same time keep their own ids',
    async ask({ fetch }) {
      const ids = Array.from({ length: 40 }, freshId);
      const answers = await Promise.all(
        ids.map(async (id, index) => {
          const init = index % 2 === 0 ? {} : postJson({ index });
          const headers = { ...(init as { headers?: Record<string, string> }).headers, 'x-request-id': id };
          return ((await (await fetch('/context', { ...init, headers })).json()) as { requestId: string })
            .requestId;
        }),
      );
      assert.deepEqual(answers, ids);
    },
  },
  {
    title: "the handler's own log lines carry the request id",
    async ask({ fetch, log }) {
      const id = freshId();
      await (await fetch('/log', { headers: { 'x-request-id': id } })).arrayBuffer();
      await log.line((line) => line['requestId'] === id && !isAccessLine(line));
    },
  },
  {
    title: "traceparent is continued in the log's traceId",
    async ask({ fetch, log }) {
      const id = freshId();
      const headers = { 'x-request-id': id, traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };
      await (await fetch('/log', { headers })).arrayBuffer();
      assert.equal((await accessLineOf(log, id))['traceId'], TRACE);
      const own = await log.line((line) => line['requestId'] === id && !isAccessLine(line));
      assert.equal(own['traceId'], TRACE);
    },
  },
  {
    title: 'a malformed traceparent is not continued',
    async ask({ fetch, log }) {
      const malformed = [
        'nonsense',
        `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
        `ff-${TRACE}-00f067aa0ba902b7-01`,
        `00-${TRACE}-01`,
      ];
      for (const traceparent of malformed) {
        const id = freshId();
        await (await fetch('/users/ada', { headers: { 'x-request-id': id, traceparent } })).arrayBuffer();
        const { traceId } = await accessLineOf(log, id);
        assert.ok(
          traceId === undefined || (traceId !== TRACE && /^[0-9a-f]{32}$/.test(String(traceId))),
          traceparent,
        );
      }
    },
  },
  {
    title: 'the signal of the context aborts when the client goes away, and that is no error of the service',
    async ask({ url, log }) {
      const id = freshId();
      const connection = rawConnection(url);
      connection.write(requestText('GET /wait', { 'x-request-id': id, expect: '100-continue' }));
      assert.equal((await connection.response()).status, 100);
      connection.destroy();
      const line = await accessLineOf(log, id);
      assert.equal(line['aborted'], true);
      assert.notEqual(line['level'], 'error');
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(
        log.lines.filter(({ level }) => level === 'error'),
        [],
      );
    },
  },
];
