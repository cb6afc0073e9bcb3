import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { raw, rawConnection } from '../../src/testing/raw.ts';
import { start } from '../../src/testing/start.ts';

const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;

it('reads pipelined responses in order', async () => {
  await using service = await start((request, response) => response.end(request.url));
  const { responses, closed } = await raw(service.url, get('/1') + get('/2'), { count: 2 });
  expect(responses.map(({ body }) => body)).toEqual(['/1', '/2']);
  expect(closed).toBe('open');
});

it('reads the answer to a body that nobody reads', async () => {
  const server = createServer((_request, response) =>
    response.writeHead(413, { connection: 'close' }).end('too large'),
  );
  await using service = await start(server);
  const size = 4 * 1024 * 1024;
  const { responses } = await raw(service.url, [
    `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${size}\r\n\r\n`,
    'x'.repeat(size),
  ]);
  expect(responses[0]).toMatchObject({ status: 413, body: 'too large' });
});

it('tells an incomplete answer from a complete one', async () => {
  await using service = await start((_request, response) => {
    response.write('partial', () => response.destroy());
  });
  const { responses, closed } = await raw(service.url, get('/'));
  expect(responses[0]).toMatchObject({ status: 200, body: 'partial', complete: false });
  expect(closed).not.toBe('open');
});

it('skips informational answers, and shows them to those who ask one by one', async () => {
  await using service = await start((_request, response) => response.end('final'));
  const bytes = 'POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 0\r\n\r\n';
  expect((await raw(service.url, bytes)).responses.map(({ status }) => status)).toEqual([200]);
  await using connection = rawConnection(service.url);
  connection.write(bytes);
  expect((await connection.response()).status).toBe(100);
  expect((await connection.response()).body).toBe('final');
});

it('tells how the other side ended', async () => {
  const ending = createTcpServer((socket) => socket.on('error', () => {}).end());
  const resetting = createTcpServer((socket) => socket.on('error', () => {}).resetAndDestroy());
  for (const [server, how] of [
    [ending, 'end'],
    [resetting, 'reset'],
  ] as const) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { responses, closed } = await raw(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      get('/'),
    );
    expect([responses, closed]).toEqual([[], how]);
    server.close();
  }
});

it('says what came when no answer did', async () => {
  await using service = await start((_request, _response) => {});
  await expect(raw(service.url, get('/'), { timeout: 50 })).rejects.toThrow(
    'Expected a response within 50 ms, got none after 0 bytes',
  );
});
