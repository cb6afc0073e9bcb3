import assert from 'node:assert/strict';
import { CANARY } from '../contract-routes.ts';
import { accessLineOf, freshId, postJson, type Question } from './question.ts';

const headers = {
  authorization: 'Bearer hush-sent-authorization',
  cookie: 'session=hush-sent-cookie',
  'x-api-key': 'hush-sent-key',
};

export const secrecy: readonly Question[] = [
  {
    title: 'no secret of a request is in any line',
    async ask({ fetch, log }) {
      const query = 'token=hush-query-token&password=hush-query-password&api_key=hush-query-key';
      const requests: [string, RequestInit][] = [
        [`/users/ada?${query}`, { headers }],
        [`/nowhere?${query}`, { headers }],
        [`/throw?what=error&${query}`, { headers }],
        [`/keyed?${query}`, { headers }],
        [
          `/users?${query}`,
          postJson({ email: 'ada@example.com', name: 'Ada', password: 'hush-body-password' }, headers),
        ],
        [`/users?${query}`, postJson({ email: 'bad', password: 'hush-body' }, headers)],
        [`/echo?${query}`, postJson('{"password":"hush-body-malformed"', headers)],
      ];
      for (const [path, init] of requests) {
        const id = freshId();
        const response = await fetch(path, {
          ...init,
          headers: { ...(init.headers as object), 'x-request-id': id },
        });
        const text = await response.text();
        assert.ok(!text.includes('hush-'), `Expected no secret in the answer to ${path}, got ${text}`);
        await accessLineOf(log, id);
      }
      assert.doesNotMatch(log.text, /hush-/);
    },
  },
  {
    title: 'what a handler logs carelessly is masked',
    async ask({ fetch, log }) {
      const id = freshId();
      await (await fetch('/log', { headers: { 'x-request-id': id } })).arrayBuffer();
      await accessLineOf(log, id);
      assert.doesNotMatch(log.text, /hush-/);
      assert.match(log.text, /"ada"/, 'Expected what is no secret to stay');
    },
  },
  {
    title: 'the message of an unexpected error is in the log and nowhere else',
    async ask({ fetch, log }) {
      const response = await fetch('/throw?what=string');
      assert.ok(!(await response.text()).includes(CANARY));
      for (const path of ['/metrics', '/readyz', '/openapi.json']) {
        assert.ok(!(await (await fetch(path)).text()).includes(CANARY), path);
      }
      await log.line((line) => JSON.stringify(line).includes(CANARY));
    },
  },
];
