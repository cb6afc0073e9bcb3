import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { hold } from '../../src/lab/hold.ts';
import { answering, clock, wire } from './wire.ts';

const SPEC = { method: 'POST', path: '/users', body: '{"name":"Ada"}' };

test('a held request is acknowledged by a server that waits for the rest, and answered when that comes', async () => {
  const { origin, bodies } = await echo();
  const open = await hold(origin, SPEC, clock);
  expect(open.acknowledged).toBe(true);
  expect(bodies).toEqual([]);
  expect(await open.finish()).toMatchObject({ sent: true, response: { status: 200, body: SPEC.body } });
});

test('a held request is not acknowledged by a server that answers without its body', async () => {
  const origin = await wire(answering('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n'));
  const open = await hold(origin, SPEC, clock);
  expect(open.acknowledged).toBe(false);
  expect(await open.finish()).toMatchObject({ sent: false, response: { status: 401 } });
});

test('a held request is not acknowledged by a server that never says 100, and still ends well', async () => {
  let seen = '';
  const origin = await wire((socket) =>
    socket.on('data', (bytes) => {
      seen += bytes.toString('latin1');
      if (seen.endsWith(SPEC.body)) socket.end('HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n');
    }),
  );
  const open = await hold(origin, SPEC, clock);
  expect(open.acknowledged).toBe(false);
  expect((await open.finish()).response?.status).toBe(201);
});

test('a held request can be cut, which the server sees as a reset', async () => {
  const { origin, aborts } = await echo();
  const open = await hold(origin, SPEC, clock);
  open.abort();
  expect(await aborts).toBe('ECONNRESET');
  expect((await open.finish()).error).toBe('ABORTED');
});

async function echo() {
  const bodies: string[] = [];
  let aborted!: (code: string | undefined) => void;
  const aborts = new Promise<string | undefined>((resolve) => (aborted = resolve));
  const server = createServer(async (request, response) => {
    let body = '';
    try {
      for await (const chunk of request) body += String(chunk);
      bodies.push(body);
      response.end(body);
    } catch (error) {
      aborted((error as NodeJS.ErrnoException).code);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close(() => {}));
  return { origin: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), bodies, aborts };
}
