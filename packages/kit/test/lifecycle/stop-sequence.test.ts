import { createServer } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { shutdown, type HttpServer } from '../../src/lifecycle/shutdown.ts';
import { rawConnection } from '../../src/testing/raw.ts';
import { embedded, recording } from './embedded.ts';

const embeddedOptions = { signals: [], fatal: false, log: recording([]), flush() {} };
const processListeners = (): number =>
  ['SIGTERM', 'SIGINT', 'uncaughtException'].reduce((sum, name) => sum + process.listenerCount(name), 0);
const hello = () => createServer((_request, response) => response.end('hello'));

describe('shutdown', () => {
  test('goes through its states, and its signal tells handlers why', async () => {
    const server = hello();
    const before = shutdown(server, {}, embeddedOptions);
    expect(before.state).toBe('starting');
    const seen: string[] = [];
    await using running = await embedded(server, { db: () => seen.push(running.life.state) });
    const { life } = running;
    expect(life.state).toBe('running');
    life.signal.addEventListener('abort', () => seen.push(life.state));
    await life.now('maintenance');
    expect(seen).toEqual(['draining', 'closing']);
    expect(life.state).toBe('closed');
    expect(life.signal.reason).toEqual(new Error('shutting down: maintenance'));
    expect(running.lines).toEqual(['info draining', 'info stopped']);
    before.dispose();
  });

  test('gives one report, however often it is asked', async () => {
    await using running = await embedded(hello(), { db() {}, cache() {} });
    const [first, second] = await Promise.all([running.life.now('once'), running.life.now('twice')]);
    expect(second).toBe(first);
    expect(first).toMatchObject({ reason: 'once', code: 0, forced: false, cut: 0 });
    expect(first.steps.map(({ name }) => name)).toEqual(['cache', 'db']);
  });

  test('closes what was added last first, each within its own limit', async () => {
    const closed: string[] = [];
    await using running = await embedded(hello(), { db: () => closed.push('db') });
    running.life
      .add('queue', () => new Promise(() => {}), { timeout: 50 })
      .add('cache', () => closed.push('cache'));
    const report = await running.life.now();
    expect(closed).toEqual(['cache', 'db']);
    expect(report).toMatchObject({ code: 1, forced: false });
    expect(report.steps[1]?.error?.message).toMatch(/^resource "queue" did not close within \d+ ms$/);
    expect(running.lines).toEqual(['info draining', 'error closing "queue" failed', 'warn stopped']);
  });

  test('closes a resource that comes when everything is over at once', async () => {
    await using running = await embedded(hello());
    await running.life.now();
    const closed = await new Promise((resolve) => void running.life.add('late', () => resolve('closed')));
    expect(closed).toBe('closed');
  });

  test('drains several servers, those that are added later too', async () => {
    const second = hello();
    await using running = await embedded(hello());
    running.life.watch(second);
    expect(running.life.state).toBe('starting');
    second.listen(0, '127.0.0.1');
    await once(second, 'listening');
    expect(running.life.state).toBe('running');
    await running.life.now();
    expect(second.listening).toBe(false);
  });

  test('a server that begins to listen after the end is closed again', async () => {
    const server = hello();
    const life = shutdown(server, {}, embeddedOptions);
    await life.now();
    server.listen(0, '127.0.0.1');
    await once(server, 'close');
    expect(server.listening).toBe(false);
    life.dispose();
  });

  test('works with resources alone', async () => {
    const life = shutdown([], { queue() {} }, embeddedOptions);
    expect(life.state).toBe('running');
    expect(await life.now()).toMatchObject({ code: 0, steps: [{ name: 'queue' }] });
    life.dispose();
  });

  test('leaves no listener and no timer behind when it is disposed of', () => {
    const server = hello();
    const [before, names] = [
      processListeners(),
      server.eventNames().map((name) => [name, server.listenerCount(name)]),
    ];
    const life = shutdown(server);
    expect(processListeners()).toBe(before + 3);
    life.dispose();
    expect(processListeners()).toBe(before);
    expect(server.eventNames().map((name) => [name, server.listenerCount(name)])).toEqual(names);
  });

  test.each<[string, unknown, string]>([
    [
      'an Express application',
      () => {},
      'got a function; pass what http.createServer(app) or app.listen() returned',
    ],
    ['a Fastify application', { server: hello() }, 'got an application; pass its `server`'],
    ['nothing', undefined, 'got undefined'],
  ])('refuses %s instead of a server', (_title, server, text) => {
    expect(() => shutdown(server as HttpServer)).toThrow(
      `expected a server of node:http, node:https or node:http2, ${text}`,
    );
  });
});

describe('goingAway', () => {
  test('is called before upgraded connections are ended, and has a moment', async () => {
    const order: string[] = [];
    const server = createServer().on('upgrade', (_request, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n');
      socket.on('finish', () => order.push('ended'));
    });
    const goingAway = async (): Promise<void> => {
      await delay(60);
      order.push('goodbye');
    };
    await using running = await embedded(server, {}, { goingAway });
    await using client = rawConnection(running.url);
    client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n');
    expect(await client.response()).toMatchObject({ status: 101 });
    expect(await running.life.now()).toMatchObject({ code: 0, cut: 0 });
    expect(order).toEqual(['goodbye', 'ended']);
  });

  test('may fail or hang without harm', async () => {
    await using failing = await embedded(hello(), {}, { goingAway: () => Promise.reject(new Error('no')) });
    await using hanging = await embedded(hello(), {}, { goingAway: () => new Promise(() => {}) });
    expect(await failing.life.now()).toMatchObject({ code: 0 });
    expect(await hanging.life.now()).toMatchObject({ code: 0 });
    expect(failing.lines).toContain('error saying goodbye failed');
  });
});
