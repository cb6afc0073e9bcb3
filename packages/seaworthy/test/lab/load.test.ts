import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { load } from '../../src/lab/load.ts';
import { clock, wire } from './wire.ts';

async function serve(listener: RequestListener) {
  let connections = 0;
  const server = createServer(listener).on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    origin: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    count: () => connections,
  };
}

const numbered = (number: number) => ({ path: `/${number}` });

test('a load sends as many requests as asked for, each on a connection of its own', async () => {
  const { origin, count } = await serve((_request, response) => response.end('ok'));
  const facts = await load(origin, { spec: { path: '/' }, connections: 5, requests: 103 }, clock);
  expect(facts).toMatchObject({ requests: 103, outcomes: { 200: 103 }, lost: 0, raced: 0, losses: [] });
  expect(facts.latency?.p50).toBeLessThanOrEqual(facts.latency?.p99 ?? 0);
  expect(count()).toBe(103);
});

test('a load on kept connections opens no more than these', async () => {
  const { origin, count } = await serve((_request, response) => response.end('ok'));
  const facts = await load(
    origin,
    { spec: { path: '/' }, connections: 3, requests: 60, keepAlive: true },
    clock,
  );
  expect(facts).toMatchObject({ requests: 60, outcomes: { 200: 60 }, lost: 0 });
  expect(count()).toBe(3);
});

test('a load numbers its requests and counts by outcome', async () => {
  const { origin } = await serve((request, response) => {
    response.statusCode = Number(request.url?.slice(1)) % 2 === 0 ? 200 : 503;
    response.end();
  });
  const facts = await load(origin, { spec: numbered, connections: 4, requests: 20, keepAlive: true }, clock);
  expect(facts.outcomes).toEqual({ 200: 10, 503: 10 });
});

test('a load ends at its time and at its signal', async () => {
  const { origin } = await serve((_request, response) => response.end('ok'));
  const began = performance.now();
  await load(origin, { spec: { path: '/' }, connections: 2, seconds: 0.2 }, clock);
  await load(
    origin,
    { spec: { path: '/' }, connections: 2, seconds: 60, signal: AbortSignal.timeout(200) },
    clock,
  );
  expect(performance.now() - began).toBeLessThan(2000);
});

test('a request that was sent and never answered is lost; a refused one is not', async () => {
  let left = 5;
  const origin = await wire((socket) => {
    socket.on('data', () => {
      left -= 1;
      if (left >= 0) socket.resetAndDestroy();
      else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    });
  });
  const facts = await load(origin, { spec: { path: '/' }, connections: 1, requests: 8 }, clock);
  expect(facts).toMatchObject({ outcomes: { 200: 3, ECONNRESET: 5 }, lost: 5, raced: 0 });
  expect(facts.losses).toHaveLength(5);
  const refused = await load(
    new URL('http://127.0.0.1:1'),
    { spec: { path: '/' }, connections: 1, requests: 3 },
    clock,
  );
  expect(refused).toMatchObject({ outcomes: { ECONNREFUSED: 3 }, lost: 0, latency: null });
});

test('a kept connection that closes as the next request comes is told apart from a loss', async () => {
  const origin = await wire((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      socket.once('data', () => socket.resetAndDestroy());
    });
  });
  const facts = await load(
    origin,
    { spec: { path: '/' }, connections: 1, requests: 4, keepAlive: true },
    clock,
  );
  expect(facts).toMatchObject({ outcomes: { 200: 2, ECONNRESET: 2 }, lost: 2, raced: 2 });
});
