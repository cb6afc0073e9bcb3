import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { expectProblem } from '../expect-problem.ts';
import { raw, rawConnection } from '../raw.ts';
import {
  postJson,
  problemWith,
  requestText,
  servesTheNext,
  type Question,
  type Subject,
} from './question.ts';

const MEBIBYTE = 1024 * 1024;
const json = { 'content-type': 'application/json' };
const user = (name: string): string =>
  `{"email":"ada@example.com","password":"correct horse battery","name":${name}}`;

export const badInput: readonly Question[] = [
  {
    title: 'malformed JSON is a malformed-json problem',
    async ask(subject) {
      for (const body of ['{', '{"a":1,}', 'nope', '{"a":"\n"}', '{"a":1}{"b":2}', '\u0000']) {
        const response = await subject.fetch('/echo', postJson(body));
        assert.equal(response.status, 400, JSON.stringify(body));
        await expectProblem(response, 'MALFORMED_JSON');
      }
      await servesTheNext(subject);
    },
  },
  {
    title: 'a media type that is not JSON is 415',
    async ask(subject) {
      for (const type of [
        'text/plain',
        'application/xml',
        'multipart/form-data; boundary=x',
        'json',
        'application/json-seq',
      ]) {
        const response = await subject.fetch('/users', postJson(user('"Ada"'), { 'content-type': type }));
        assert.equal(response.status, 415, `Expected ${type} to be 415, got ${response.status}`);
        await expectProblem(response, 'unsupported-media-type');
      }
      await servesTheNext(subject);
    },
  },
  {
    title: 'JSON in another charset than UTF-8 is 415',
    async ask({ fetch }) {
      for (const charset of ['nonsense', 'latin1', '"utf-16"']) {
        await problemWith(
          415,
          await fetch('/echo', postJson('{}', { 'content-type': `application/json; charset=${charset}` })),
        );
      }
      const fine = await fetch(
        '/echo',
        postJson('{"a":1}', { 'content-type': 'application/json; charset=UTF-8' }),
      );
      assert.deepEqual(await fine.json(), { a: 1 });
    },
  },
  {
    title: 'a structured suffix (application/merge-patch+json) is JSON',
    async ask({ fetch }) {
      const fine = await fetch(
        '/echo',
        postJson('{"a":1}', { 'content-type': 'application/merge-patch+json' }),
      );
      assert.equal(fine.status, 200);
      assert.deepEqual(await fine.json(), { a: 1 });
    },
  },
  {
    title: 'a body that is declared larger than 1 MiB is 413 before it is sent',
    async ask(subject) {
      const head = requestText('POST /echo', { ...json, 'content-length': String(MEBIBYTE + 1) });
      const { responses } = await raw(subject.url, head);
      await problemWith(413, responses[0]!);
      await servesTheNext(subject);
    },
  },
  {
    title: 'a declared body larger than 1 MiB that is sent all the same is 413',
    async ask(subject) {
      const body = JSON.stringify('x'.repeat(3 * MEBIBYTE));
      const { responses } = await raw(subject.url, [requestText('POST /echo', json, body)]);
      await problemWith(413, responses[0]!);
      await servesTheNext(subject);
    },
  },
  {
    title: 'a chunked body that grows over 1 MiB is 413',
    async ask(subject) {
      const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      const head = requestText('POST /echo', { ...json, 'transfer-encoding': 'chunked' });
      const { responses } = await raw(subject.url, [
        head,
        '1\r\n"\r\n',
        ...Array<string>(20).fill(chunk),
        '1\r\n"\r\n0\r\n\r\n',
      ]);
      await problemWith(413, responses[0]!);
      await servesTheNext(subject);
    },
  },
  {
    title: 'a body just below 1 MiB is accepted',
    async ask({ fetch }) {
      const body = JSON.stringify(['x'.repeat(MEBIBYTE - 10)]);
      const response = await fetch('/echo', postJson(body));
      assert.equal(response.status, 200);
      assert.equal(await response.text(), body);
    },
  },
  {
    title: 'a compressed bomb is refused',
    async ask(subject) {
      const bomb = gzipSync(JSON.stringify('x'.repeat(8 * MEBIBYTE)));
      const response = await subject.fetch('/echo', postJson(bomb, { 'content-encoding': 'gzip' }));
      assert.ok([413, 415].includes(response.status), `Expected 413 or 415, got ${response.status}`);
      await problemWith(response.status, response);
      const unknown = await subject.fetch('/echo', postJson('{}', { 'content-encoding': 'nonsense' }));
      await problemWith(415, unknown);
      await servesTheNext(subject);
    },
  },
  {
    title: 'a head larger than 16 KiB is 431',
    async ask(subject) {
      const { responses, closed } = await raw(
        subject.url,
        requestText('GET /users/ada', { 'x-long': 'x'.repeat(17 * 1024) }),
      );
      await problemWith(431, responses[0]!);
      assert.notEqual(closed, 'reset');
      await subject.log.line({ status: 431 });
      await servesTheNext(subject);
    },
  },
  {
    title: 'a head below 16 KiB is accepted',
    async ask({ url }) {
      const { responses } = await raw(
        url,
        requestText('GET /users/ada', { 'x-long': 'x'.repeat(15 * 1024) }),
      );
      assert.equal(responses[0]?.status, 200);
      assert.equal(responses[0].body, '{"id":"ada"}');
    },
  },
  {
    title: 'a bad escape in the path is 400',
    async ask(subject) {
      for (const path of ['/users/%zz', '/users/%', '/%c0%af', '/nowhere/%e0%a4']) {
        const { responses } = await raw(subject.url, requestText(`GET ${path}`));
        assert.equal(responses[0]?.status, 400, path);
        await problemWith(400, responses[0]);
      }
      await servesTheNext(subject);
    },
  },
  {
    title: 'a bad escape in the query is never a 5xx',
    async ask(subject) {
      for (const query of ['limit=%zz', '%', 'limit=%c0%af', '%zz=1']) {
        const { responses } = await raw(subject.url, requestText(`GET /search?${query}`));
        assert.ok(responses[0]!.status < 500, `Expected no 5xx for ${query}, got ${responses[0]!.status}`);
      }
      await servesTheNext(subject);
    },
  },
  {
    title: 'what is not HTTP is a 400 problem and ends the connection',
    async ask(subject) {
      const host = 'host: x\r\n';
      const broken = [
        'NONSENSE\r\n\r\n',
        `GET /users/ada HTTP/9.9\r\n${host}\r\n`,
        `BREW /users/ada HTTP/1.1\r\n${host}\r\n`,
        `GET /users/ada HTTP/1.1\r\n${host}x-bad: a\u0000b\r\n\r\n`,
        `GET /a b HTTP/1.1\r\n${host}\r\n`,
        `POST /echo HTTP/1.1\r\n${host}content-length: 1\r\ncontent-length: 2\r\n\r\nab`,
        `POST /echo HTTP/1.1\r\n${host}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      ];
      for (const bytes of broken) {
        const { responses, closed } = await raw(subject.url, bytes);
        assert.equal(
          responses[0]?.status,
          400,
          `Expected 400 for ${JSON.stringify(bytes)}, got ${responses[0]?.status}`,
        );
        await problemWith(400, responses[0]);
        assert.notEqual(closed, 'reset');
      }
      await servesTheNext(subject);
    },
  },
  {
    title: 'a chunk that is not one ends as 400 and not as a hanging request',
    async ask(subject) {
      const head = requestText('POST /echo', { ...json, 'transfer-encoding': 'chunked' });
      const { responses } = await raw(subject.url, [head, 'zz\r\n{}\r\n0\r\n\r\n']);
      assert.equal(responses[0]?.status, 400);
      await servesTheNext(subject);
    },
  },
  {
    title: 'JSON that is nested deeper than 32 levels is 400',
    async ask(subject) {
      for (const depth of [40, 1000, 200_000]) {
        const arrays = '['.repeat(depth) + ']'.repeat(depth);
        await problemWith(400, await subject.fetch('/echo', postJson(arrays)));
        await problemWith(400, await subject.fetch('/users', postJson(user(arrays))));
        if (depth > 100_000) continue;
        await problemWith(
          400,
          await subject.fetch('/echo', postJson('{"a":'.repeat(depth) + '1' + '}'.repeat(depth))),
        );
      }
      const fine = '['.repeat(30) + ']'.repeat(30);
      assert.equal(await (await subject.fetch('/echo', postJson(fine))).text(), fine);
      const brackets = JSON.stringify('['.repeat(500));
      assert.equal(await (await subject.fetch('/echo', postJson(`[${brackets}]`))).text(), `[${brackets}]`);
      await servesTheNext(subject);
    },
  },
  {
    title: 'a query that is nested deeply is never a 5xx',
    async ask(subject) {
      const { responses } = await raw(subject.url, requestText(`GET /search?limit${'[a]'.repeat(3000)}=1`));
      assert.ok(responses[0]!.status < 500);
      await servesTheNext(subject);
    },
  },
  {
    title: 'a NUL byte in a validated text is a client error',
    ask: (subject) => refuses(subject, user(String.raw`"a\u0000b"`)),
  },
  {
    title: 'a lone surrogate in a validated text is a client error',
    async ask(subject) {
      await refuses(subject, user(String.raw`"a\ud800b"`));
      await refuses(subject, user(String.raw`"\udc00"`));
    },
  },
  {
    title: 'a pair of surrogates is a letter like any other',
    async ask({ fetch }) {
      const response = await fetch('/users', postJson(user(String.raw`"\ud83d\ude00"`)));
      assert.equal(response.status, 201);
      assert.equal(((await response.json()) as { name: string }).name, '😀');
    },
  },
  {
    title: 'a body that is not UTF-8 is a client error',
    async ask(subject) {
      const [before = '', after = ''] = user('"a-b"').split('-');
      for (const bytes of [
        [0xff, 0xfe],
        [0xc0, 0xaf],
        [0xed, 0xa0, 0x80],
        [0xe2, 0x82],
      ]) {
        await refuses(subject, Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]));
      }
    },
  },
  {
    title: 'NUL in the path is a client error',
    async ask(subject) {
      const { responses } = await raw(subject.url, requestText('GET /users/a%00b'));
      const status = responses[0]!.status;
      assert.ok(status === 400 || status === 404, `Expected 400 or 404, got ${status}`);
      await problemWith(status, responses[0]!);
      await servesTheNext(subject);
    },
  },
  {
    title: 'a __proto__ in the body reaches nobody',
    async ask({ fetch }) {
      const response = await fetch(
        '/echo',
        postJson('{"a":1,"__proto__":{"polluted":true},"b":{"__proto__":{"polluted":true},"c":2}}'),
      );
      assert.equal(response.status, 200);
      assert.equal(await response.text(), '{"a":1,"b":{"c":2}}');
      const escaped = await fetch('/echo', postJson(String.raw`{"\u005f_proto__":{"polluted":true},"a":1}`));
      assert.equal(await escaped.text(), '{"a":1}');
      assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    },
  },
  {
    title: 'a constructor.prototype in the body reaches nobody',
    async ask({ fetch }) {
      const response = await fetch(
        '/echo',
        postJson('{"a":1,"constructor":{"prototype":{"polluted":true}}}'),
      );
      assert.equal(response.status, 200);
      const text = await response.text();
      assert.match(text, /^\{"a":1[,}]/);
      assert.ok(!text.includes('polluted'), text);
    },
  },
  {
    title: 'an empty body where one is needed is a validation error',
    async ask({ fetch }) {
      await problemWith(400, await fetch('/users', { method: 'POST' }));
      await problemWith(400, await fetch('/users', postJson('')));
      for (const body of ['null', '[]', '"text"', '0', 'true'])
        await problemWith(400, await fetch('/users', postJson(body)));
    },
  },
  {
    title: 'any JSON value is a body',
    async ask({ fetch }) {
      for (const body of ['[]', '{}', '"text"', '0', 'true', 'null']) {
        const response = await fetch('/echo', postJson(body));
        assert.equal(response.status, 200, body);
        assert.equal(await response.text(), body);
      }
    },
  },
  {
    title: 'a client that goes away in the middle of a body harms nobody',
    async ask(subject) {
      const connection = rawConnection(subject.url);
      connection.write(
        requestText('POST /echo', { ...json, 'content-length': '100', expect: '100-continue' }),
      );
      assert.equal((await connection.response()).status, 100);
      connection.write('{"half":');
      connection.destroy();
      await subject.log.line({ path: '/echo', aborted: true });
      await servesTheNext(subject);
    },
  },
];

async function refuses(subject: Subject, body: string | Buffer): Promise<void> {
  const response = await subject.fetch('/users', postJson(body));
  assert.ok(response.status >= 400 && response.status < 500, `Expected a 4xx, got ${response.status}`);
  await problemWith(response.status, response);
  await servesTheNext(subject);
}
