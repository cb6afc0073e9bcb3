import express from 'express';
import fastify from 'fastify';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { start, type Startable } from '../../src/testing/start.ts';

const listener = (_request: unknown, response: { end(text: string): unknown }) => void response.end('hello');

const startables: Record<string, () => Startable> = {
  'a request listener': () => listener,
  'a server': () => createServer(listener),
  'an Express application': () => express().get('/', (_request, response) => void response.send('hello')),
  'a Fastify application': () => fastify().get('/', async () => 'hello'),
  "a service of the kit's shape": () => {
    const server = createServer(listener);
    return {
      listen: async (port: number, host: string) =>
        new Promise<void>((resolve) => server.listen(port, host, resolve)),
      close: () => server.close(),
      get url() {
        return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      },
    };
  },
};

for (const [name, make] of Object.entries(startables)) {
  it(`starts ${name} on a free port and stops it`, async () => {
    const service = await start(make());
    expect(service.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await service.fetch('/', { headers: { connection: 'close' } })).text()).toBe('hello');
    await service.close();
    await expect(service.fetch('/')).rejects.toThrow('fetch failed');
  });
}

it('gives a free port to a function that starts the service itself', async () => {
  let server: Server | undefined;
  await using service = await start(async (port: number) => {
    server = createServer(listener);
    await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve));
    return { close: () => new Promise<void>((resolve) => void server!.close(() => resolve())) };
  });
  expect(await (await service.fetch('/', { headers: { connection: 'close' } })).text()).toBe('hello');
  await service.close();
  expect(server?.listening).toBe(false);
});

it('stops at the end of an `await using` block', async () => {
  const server = createServer(listener);
  {
    await using service = await start(server);
    expect((await service.fetch('/')).status).toBe(200);
  }
  expect(server.listening).toBe(false);
});

it('stops once, however often it is asked', async () => {
  let stops = 0;
  const service = await start((_port: number) => ({ close: () => void stops++ }));
  await Promise.all([service.close(), service.close()]);
  await service[Symbol.asyncDispose]();
  expect(stops).toBe(1);
});

it('says what it expected instead', async () => {
  await expect(start(5 as never)).rejects.toThrow(
    'Expected a service, an application or a function of the port, got number',
  );
});
