import assert from 'node:assert/strict';
import { raw } from '@seaworthy/kit/testing';
import { everyError } from '../harness/every-error.ts';
import type { Line } from '../harness/line.ts';
import { freshId, newUser, requestText } from '../harness/messages.ts';
import { createUser } from '../harness/users.ts';

const WELL_FORMED = /^[\w.:=+/-]{1,128}$/;

export const requestId: readonly Line[] = [
  {
    title: 'a well-formed X-Request-ID is kept: on the answer, in the problem and in the log',
    async ask({ service }) {
      for (const id of [freshId(), `a.B:c=D+e/F-${freshId()}`, freshId().padEnd(128, 'x')]) {
        const { status, headers, body } = await service.ask('GET /nowhere', { 'x-request-id': id });
        assert.equal(status, 404);
        assert.equal(headers['x-request-id'], id);
        assert.equal((JSON.parse(body) as { requestId: string }).requestId, id);
        assert.equal((await service.log.access(id))['path'], '/nowhere');
      }
    },
  },
  {
    title: 'an ill-formed X-Request-ID is replaced, and never logged',
    async ask({ service }) {
      const mark = freshId();
      const hostile = ['x'.repeat(129), 'with a space', '<script>', '"}{"', 'a,b', '%0a', '${jndi:x}', 'é'];
      for (const one of hostile) {
        const id = `${mark} ${one}`.replace(/^.* (x+)$/, `${mark}$1`);
        const bytes = Buffer.from(requestText('GET /users', { 'x-request-id': id }), 'latin1');
        const { responses } = await raw(service.url, bytes);
        const answered = responses[0]?.headers['x-request-id'] ?? '';
        assert.equal(responses[0]?.status, 200, one);
        assert.match(answered, WELL_FORMED, `the answer to ${one.slice(0, 40)}`);
        assert.ok(!answered.includes(mark), `Expected a new id instead of ${one.slice(0, 40)}`);
        await service.log.access(answered);
      }
      assert.ok(!service.output.includes(mark), 'Expected the log without any of them');
    },
  },
  {
    title: 'an X-Request-ID that is sent twice, or empty, is replaced',
    async ask({ service }) {
      for (const value of ['', 'first\r\nX-Request-ID: second']) {
        const { responses } = await raw(service.url, requestText('GET /users', { 'x-request-id': value }));
        const ids = responses[0]!.fields.filter(([name]) => name === 'x-request-id');
        assert.equal(ids.length, 1);
        assert.match(ids[0]![1], WELL_FORMED);
        assert.doesNotMatch(ids[0]![1], /first|second/);
      }
    },
  },
  {
    title: 'every answer of the application has an id of its own, errors and probes included',
    async ask({ service }) {
      const { id } = await createUser(service);
      const json = { 'content-type': 'application/json' };
      const paths = ['/users', `/users/${id}`, '/livez', '/readyz', '/metrics', '/openapi.json', '/docs'];
      const answers = [
        ...(await Promise.all(paths.map((path) => service.ask(`GET ${path}`)))),
        await service.ask('GET /errors/not-found', { accept: 'text/html' }),
        await service.ask('POST /users', json, JSON.stringify(newUser())),
        await service.ask(`DELETE /users/${id}`),
        ...(await everyError(service)).map(({ response }) => response),
      ];
      const ids = answers.map(({ status, headers }, at) => {
        const told = headers['x-request-id'] ?? '';
        assert.match(told, WELL_FORMED, `answer ${at}, ${status} ${paths[at] ?? ''}`);
        return told;
      });
      assert.equal(new Set(ids).size, ids.length, `Expected different ids, got ${ids.join(', ')}`);
    },
  },
  {
    title: 'a trace is continued: its id is in the log',
    seenBy: ['request-id/continues-the-trace'],
    async ask({ service }) {
      const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
      const id = freshId();
      await service.ask('GET /users', {
        'x-request-id': id,
        traceparent: `00-${trace}-00f067aa0ba902b7-01`,
      });
      assert.equal((await service.log.access(id))['traceId'], trace);
    },
  },
  {
    title: 'an invalid traceparent is ignored',
    async ask({ service }) {
      const trace = '4bf92f3577b34da6a3ce929d0e0e4799';
      for (const traceparent of [`00-${trace}-00f067aa0ba902b7`, `ff-${trace}-00f067aa0ba902b7-01`, 'hush']) {
        const id = freshId();
        const { status } = await service.ask('GET /users', { 'x-request-id': id, traceparent });
        assert.equal(status, 200, traceparent);
        assert.notEqual((await service.log.access(id))['traceId'], trace, traceparent);
      }
      assert.ok(!service.output.includes(trace), 'Expected the log without the id of an invalid one');
    },
  },
];
