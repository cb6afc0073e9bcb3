import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { expectProblem, raw } from '@seaworthy/kit/testing';
import { everyError } from '../harness/every-error.ts';
import type { Line } from '../harness/line.ts';
import { freshId, newUser, requestText, sendJson } from '../harness/messages.ts';
import type { Service } from '../harness/service.ts';

const MEBIBYTE = 1024 * 1024;
const json = { 'content-type': 'application/json' };

export const limits: readonly Line[] = [
  {
    title: 'a body that is declared larger than 1 MiB is 413 before it is sent',
    seenBy: ['limits/body-size'],
    async ask({ service }) {
      const head = requestText('POST /users', { ...json, 'content-length': String(MEBIBYTE + 1) });
      const { responses } = await raw(service.url, head);
      assert.equal(responses[0]?.status, 413);
      expectProblem(responses[0], 'payload-too-large');
      await works(service);
    },
  },
  {
    title: 'a chunked body that grows over 1 MiB is 413',
    seenBy: ['limits/body-size'],
    async ask({ service }) {
      const head = requestText('POST /users', { ...json, 'transfer-encoding': 'chunked' });
      const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
      const { responses } = await raw(service.url, [
        head,
        '1\r\n"\r\n',
        ...Array<string>(20).fill(chunk),
        '1\r\n"\r\n0\r\n\r\n',
      ]);
      assert.equal(responses[0]?.status, 413);
      expectProblem(responses[0], 'payload-too-large');
      await works(service);
    },
  },
  {
    title: 'a body just below 1 MiB is read',
    async ask({ service }) {
      const user = JSON.stringify(newUser());
      const response = await service.fetch(
        '/users',
        sendJson(user + ' '.repeat(MEBIBYTE - user.length - 10)),
      );
      assert.equal(response.status, 201);
    },
  },
  {
    title: 'a compressed body is 415, a bomb like any other',
    async ask({ service }) {
      const bomb = gzipSync(JSON.stringify(newUser({ name: 'x'.repeat(8 * MEBIBYTE) })));
      for (const body of [bomb, gzipSync(JSON.stringify(newUser()))]) {
        const response = await service.fetch(
          '/users',
          sendJson(body, { headers: { 'content-encoding': 'gzip' } }),
        );
        assert.equal(response.status, 415);
        await expectProblem(response, 'unsupported-media-type');
      }
      await works(service);
    },
  },
  {
    title: 'JSON that is nested deeper than 32 levels is 400',
    async ask({ service }) {
      for (const depth of [40, 1_000, 100_000]) {
        const arrays = '['.repeat(depth) + ']'.repeat(depth);
        const body = JSON.stringify(newUser({ name: 'NAME' })).replace('"NAME"', arrays);
        const response = await service.fetch('/users', sendJson(body));
        assert.equal(response.status, 400, `${depth} levels`);
      }
      await works(service);
    },
  },
  {
    title: 'a head larger than 16 KiB is refused, one of 14 KiB is not',
    seenBy: ['wire/bounds-the-head'],
    async ask({ service }) {
      assert.equal((await service.ask('GET /users', fieldsOf(14))).status, 200);
      // Go and others keep some kilobytes in hand.
      const { responses } = await raw(service.url, requestText('GET /users', fieldsOf(32)));
      assert.match(String(responses[0]?.status ?? 'the end'), /^(431|400|the end)$/);
      await works(service);
    },
  },
  {
    title: 'a head that is not complete after 10 s is cut off',
    seenBy: ['limits/slow-headers'],
    async ask({ patience }) {
      const { slowHead } = await patience();
      assert.ok(slowHead !== undefined, 'Expected the connection to be cut off, got 15 s of patience');
      assert.ok(slowHead > 2_000, `Expected some patience, got an end after ${slowHead} ms`);
    },
  },
  {
    title: 'an idle connection is kept for longer than 5 s',
    async ask({ patience }) {
      const { afterIdle, idle } = await patience();
      assert.equal(afterIdle, 200, `Expected an answer after ${idle} ms without a request`);
      assert.ok(idle > 5_000);
    },
  },
  {
    title: 'connections are kept unless one side says close, and HTTP/1.0 is closed',
    async ask({ service }) {
      const [get, close] = [requestText('GET /users'), requestText('GET /users', { connection: 'close' })];
      const kept = await raw(service.url, [get, get, close], { count: 4 });
      assert.deepEqual([kept.responses.map(({ status }) => status), kept.closed], [[200, 200, 200], 'end']);
      assert.doesNotMatch(kept.responses[0]!.headers['connection'] ?? '', /close/i);
      assert.match(kept.responses[2]!.headers['connection'] ?? '', /close/i);
      const old = await raw(service.url, get.replace('HTTP/1.1', 'HTTP/1.0'), { count: 2 });
      assert.deepEqual([old.responses.map(({ status }) => status), old.closed], [[200], 'end']);
    },
  },
  {
    title: 'X-Forwarded-For is believed of trusted proxies only, and there are none by default',
    async ask({ service, database }) {
      const id = freshId();
      await service.ask('GET /users', { 'x-request-id': id, 'x-forwarded-for': '203.0.113.9' });
      assert.equal((await service.log.access(id))['remoteAddress'], '127.0.0.1');
      const { forwarded } = await database();
      assert.equal(forwarded?.['remoteAddress'], '203.0.113.9', 'with TRUSTED_PROXIES=127.0.0.1');
    },
  },
  {
    title: 'no answer names the software behind it, and every one forbids sniffing',
    async ask({ service }) {
      const good = await Promise.all(
        ['/users', '/livez', '/metrics'].map((path) => service.ask(`GET ${path}`)),
      );
      const answers = [...good, ...(await everyError(service)).map(({ response }) => response)];
      for (const { status, headers } of answers) {
        assert.equal(headers['server'], undefined, `Server on ${status}`);
        assert.equal(headers['x-powered-by'], undefined, `X-Powered-By on ${status}`);
        assert.equal(headers['x-content-type-options'], 'nosniff', `on ${status}`);
      }
    },
  },
  {
    title: 'bytes that are not HTTP are refused with 4xx or the end of the connection, and do no harm',
    seenBy: ['wire/survives-garbage', 'wire/refuses-invalid-framing', 'wire/refuses-length-with-chunked'],
    async ask({ service }) {
      const host = 'Host: contract.test\r\n';
      for (const bytes of [
        'NONSENSE\r\n\r\n',
        '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n',
        `GET /users HTTP/9.9\r\n${host}\r\n`,
        `POST /users HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
        `POST /users HTTP/1.1\r\n${host}Content-Length: nine\r\n\r\n`,
      ]) {
        const { responses } = await raw(service.url, bytes, { end: true });
        const status = responses[0]?.status ?? 400;
        // 505 is what RFC 9110, 15.6.6 has for a version that nobody knows.
        assert.ok(
          (status >= 400 && status < 500) || status === 505,
          `${JSON.stringify(bytes)} got ${status}`,
        );
        await works(service);
      }
    },
  },
];

async function works(service: Service): Promise<void> {
  const { status } = await service.ask('GET /users?limit=1');
  assert.equal(status, 200, 'Expected the next request to be served');
}

/** Header fields of one kibibyte each. */
function fieldsOf(kibibytes: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: kibibytes }, (_, i) => [`x-long-${i}`, 'x'.repeat(1_010)]));
}
