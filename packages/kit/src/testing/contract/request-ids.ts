import assert from 'node:assert/strict';
import { raw } from '../raw.ts';
import { accessLineOf, postJson, requestText, servesTheNext, type Question } from './question.ts';

const WELL_FORMED = /^[\w.:=+/-]{1,128}$/;

export const requestIds: readonly Question[] = [
  {
    title: 'a well-formed request id is kept, answered and logged',
    async ask({ fetch, log }) {
      for (const id of ['a', 'Az09_.:=+/-', 'x'.repeat(128)]) {
        const response = await fetch('/context', { headers: { 'x-request-id': id } });
        assert.equal(response.headers.get('x-request-id'), id);
        assert.deepEqual(await response.json(), { requestId: id });
        await accessLineOf(log, id);
      }
    },
  },
  {
    title: 'a hostile request id is replaced',
    async ask(subject) {
      const hostile = [
        'x'.repeat(129),
        'x'.repeat(10_000),
        'a b',
        '<script>',
        '"}{"',
        'é',
        'a,b',
        '%0a',
        'a;b',
        '${jndi:x}',
      ];
      for (const id of hostile) {
        const bytes = Buffer.from(requestText('GET /context', { 'x-request-id': id }), 'latin1');
        const { responses } = await raw(subject.url, bytes);
        const answered = responses[0]!.headers['x-request-id'] ?? '';
        assert.match(answered, WELL_FORMED, `answer to ${id.slice(0, 40)}`);
        assert.ok(!answered.includes(id));
        assert.deepEqual(JSON.parse(responses[0]!.body), { requestId: answered });
        assert.ok(!subject.log.text.includes(id), `Expected the log without ${id.slice(0, 40)}`);
      }
      await servesTheNext(subject);
    },
  },
  {
    title: 'a request id that is sent twice, or empty, is replaced',
    async ask({ url }) {
      const twice = requestText('GET /context', { 'x-request-id': 'one\r\nX-Request-ID: two' });
      for (const bytes of [twice, requestText('GET /context', { 'x-request-id': '' })]) {
        const { responses } = await raw(url, bytes);
        const ids = responses[0]!.fields.filter(([name]) => name === 'x-request-id');
        assert.equal(ids.length, 1);
        assert.match(ids[0]![1], WELL_FORMED);
        assert.ok(!/one|two/.test(ids[0]![1]), ids[0]![1]);
      }
    },
  },
  {
    title: 'every answer has a request id of its own',
    async ask({ url, fetch }) {
      const answers = [
        await fetch('/users/ada'),
        await fetch('/empty'),
        await fetch('/nowhere'),
        await fetch('/users/ada', { method: 'DELETE' }),
        await fetch('/users', postJson('{')),
        await fetch('/users', postJson('{}', { 'content-type': 'text/plain' })),
        await fetch('/throw?what=error'),
        await fetch('/livez'),
        await fetch('/readyz'),
        await fetch('/metrics'),
        await fetch('/openapi.json'),
        await fetch('/docs'),
        await fetch('/errors/not-found'),
      ];
      const ids = answers.map(({ url: at, headers }) => {
        const id = headers.get('x-request-id');
        assert.match(id ?? '', WELL_FORMED, at);
        return id;
      });
      for (const answer of answers) await answer.arrayBuffer();
      const early = [
        requestText('POST /echo', { 'content-length': '9999999' }),
        requestText('GET /users/%zz'),
        requestText('GET /users/ada', { 'x-long': 'x'.repeat(20_000) }),
        'NONSENSE\r\n\r\n',
      ];
      for (const bytes of early) {
        const { responses } = await raw(url, bytes);
        assert.match(responses[0]!.headers['x-request-id'] ?? '', WELL_FORMED, bytes.slice(0, 60));
        ids.push(responses[0]!.headers['x-request-id']!);
      }
      assert.equal(new Set(ids).size, ids.length, `Expected different ids, got ${ids.join(', ')}`);
    },
  },
];
