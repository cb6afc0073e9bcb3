import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exchange } from '../../src/lab/exchange.ts';
import { answering, clock, wire } from './wire.ts';

const ask = async (bytes: string, then?: 'FIN' | 'stay', piece?: number) =>
  exchange(await wire(answering(bytes, then, piece)), { path: '/', timeout: 1000 }, clock);

describe('an exchange', () => {
  test('puts the request on the wire as written', async () => {
    let seen = '';
    const origin = await wire((socket) => {
      socket.on('data', (bytes) => {
        seen += bytes.toString('latin1');
        if (seen.endsWith('{"a":1}')) socket.end('HTTP/1.1 204 No Content\r\n\r\n');
      });
    });
    const headers = { 'X-ODD-Case': 'yes' };
    await exchange(origin, { method: 'POST', path: '/a/../b?c=%zz', headers, body: '{"a":1}' }, clock);
    expect(seen).toBe(
      `POST /a/../b?c=%zz HTTP/1.1\r\nHost: ${origin.host}\r\nX-ODD-Case: yes\r\n` +
        'Content-Length: 7\r\nConnection: close\r\n\r\n{"a":1}',
    );
  });

  test('lets the request say otherwise about host, length and connection', async () => {
    let seen = '';
    const origin = await wire((socket) => {
      socket.on('data', (bytes) => {
        seen += bytes.toString('latin1');
        socket.end('HTTP/1.1 204 No Content\r\n\r\n');
      });
    });
    const headers = { host: 'example.org', 'content-length': '99', connection: 'keep-alive' };
    await exchange(origin, { method: 'POST', path: '/', headers, body: 'x' }, clock);
    expect(seen).toBe(
      'POST / HTTP/1.1\r\nhost: example.org\r\ncontent-length: 99\r\nconnection: keep-alive\r\n\r\nx',
    );
  });

  for (const piece of [Infinity, 1]) {
    const how = piece === 1 ? 'byte by byte' : 'in one piece';
    test(`reads a body with a length, ${how}`, async () => {
      const answer = await ask(
        'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: 1\r\nx-a: 2\r\n\r\nhello',
        'stay',
        piece,
      );
      expect(answer).toMatchObject({ connected: true, sent: true });
      expect(answer.response).toEqual({
        status: 200,
        headers: { 'content-length': '5', 'x-a': '1, 2' },
        body: 'hello',
      });
    });

    test(`reads a chunked body with extensions and trailers, ${how}`, async () => {
      const chunked =
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nX-T: 1\r\n\r\n';
      expect((await ask(chunked, 'stay', piece)).response?.body).toBe('hello');
    });

    test(`reads a body until the connection ends, ${how}`, async () => {
      expect((await ask('HTTP/1.0 200 OK\r\n\r\nhello', 'FIN', piece)).response?.body).toBe('hello');
    });

    test(`passes over interim answers, ${how}`, async () => {
      const bytes = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n';
      expect((await ask(bytes, 'stay', piece)).response?.status).toBe(204);
    });
  }

  test('expects no body after HEAD', async () => {
    const origin = await wire(answering('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'));
    const answer = await exchange(origin, { method: 'HEAD', path: '/' }, clock);
    expect(answer.response).toMatchObject({ status: 200, body: '' });
  });

  test.each([
    ['a body that breaks off', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello', 'EOF'],
    ['a head that breaks off', 'HTTP/1.1 200 OK\r\nContent-', 'EOF'],
    ['chunks that break off', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', 'EOF'],
    ['nothing', '', 'EOF'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n', 'NOT_HTTP'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'BAD_CHUNK'],
  ])('gives no response for %s', async (_what, bytes, error) => {
    const answer = await ask(bytes, 'FIN');
    expect(answer).toMatchObject({ connected: true, sent: true, error });
    expect(answer.response).toBeUndefined();
  });

  test('says that a connection was refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const answer = await exchange(new URL(`http://127.0.0.1:${port}`), { path: '/' }, clock);
    expect(answer).toMatchObject({ connected: false, sent: false, error: 'ECONNREFUSED' });
  });

  test('says that a connection was reset after the request was sent', async () => {
    const origin = await wire((socket) => socket.on('data', () => socket.resetAndDestroy()));
    const answer = await exchange(origin, { path: '/' }, clock);
    expect(answer).toMatchObject({ connected: true, sent: true, error: 'ECONNRESET' });
  });

  test('gives up at its timeout', async () => {
    const origin = await wire(() => {});
    const answer = await exchange(origin, { path: '/', timeout: 50 }, clock);
    expect(answer).toMatchObject({ connected: true, sent: true, error: 'TIMEOUT' });
    expect(answer.endedAt - answer.startedAt).toBeLessThan(500);
  });

  test('takes a refusal that comes before the body is sent and is followed by a reset', async () => {
    const origin = await refusing(async (request) => {
      await once(request, 'data');
      request.socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 4\r\nConnection: close\r\n\r\nlong');
      setImmediate(() => request.socket.resetAndDestroy());
    });
    for (let round = 0; round < 20; round += 1) {
      const answer = await exchange(
        origin,
        { method: 'POST', path: '/', body: 'x'.repeat(20_000_000) },
        clock,
      );
      expect(answer.response).toMatchObject({ status: 413, body: 'long' });
      expect(answer.sent).toBe(false);
    }
  });

  test('keeps the beginning of a long request body only', async () => {
    const origin = await refusing((request) => {
      request.resume().on('end', () => request.socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    });
    const answer = await exchange(origin, { method: 'POST', path: '/', body: 'x'.repeat(5_000_000) }, clock);
    expect(answer).toMatchObject({ sent: true, response: { status: 204 } });
    expect(answer.request.body?.length).toBeLessThan(20_000);
  });
});

describe('a service that fights back', () => {
  test('is not read beyond 64 MiB of a body without end', async () => {
    const origin = await endless('HTTP/1.1 200 OK\r\n\r\n');
    const before = process.memoryUsage().rss;
    const answer = await exchange(origin, { path: '/', timeout: 30_000 }, clock);
    expect(answer.error).toBe('BODY_TOO_LARGE');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  test('is not read beyond 1 MiB of headers', async () => {
    const origin = await endless('HTTP/1.1 200 OK\r\nX-A: ');
    expect((await exchange(origin, { path: '/' }, clock)).error).toBe('HEAD_TOO_LARGE');
  });

  test('has only the first MiB of a long body kept', async () => {
    const answer = await ask(`HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n${'x'.repeat(3_000_000)}`);
    expect(answer.response?.body.length).toBe(1024 * 1024);
  });

  test('cannot hold us with interim answers without end', async () => {
    const origin = await wire((socket) => {
      const more = (): void =>
        void (socket.writable && socket.write('HTTP/1.1 103 Early Hints\r\n\r\n', more));
      socket.once('data', more);
    });
    expect((await exchange(origin, { path: '/', timeout: 300 }, clock)).error).toBe('TIMEOUT');
  });
});

async function refusing(answer: (request: IncomingMessage) => void): Promise<URL> {
  const server = createServer((request) => {
    request.on('error', () => {});
    answer(request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close(() => {}));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const endless = (head: string) =>
  wire((socket) => {
    const piece = Buffer.alloc(256 * 1024, 'x');
    const pour = (): void => {
      while (socket.writable && socket.write(piece));
    };
    socket.on('drain', pour);
    socket.once('data', () => {
      socket.write(head);
      pour();
    });
  });
