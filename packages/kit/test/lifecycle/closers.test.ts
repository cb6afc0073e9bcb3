import { EventEmitter } from 'node:events';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { describe, expect, test, vi } from 'vitest';
import { closerOf, type Closable } from '../../src/lifecycle/closers.ts';

const never = (): Promise<never> => new Promise(() => {});
const fails = (): never => {
  throw new Error('The client is closed');
};

describe('closerOf', () => {
  test.each([
    ['calls a function', []],
    ['prefers [Symbol.asyncDispose]', [Symbol.asyncDispose, 'destroy']],
    ['closes a Prisma client', ['$disconnect', '$connect']],
    ['closes an undici agent gently', ['close', 'destroy']],
    ['ends a mysql2 connection', ['end', 'destroy']],
    ['ends a pg pool', ['end', 'query']],
    ['destroys a TypeORM data source or a Kysely instance', ['destroy', 'query']],
    ['closes a BullMQ worker', ['close', 'disconnect']],
    ['disconnects a Kafka consumer', ['disconnect', 'subscribe']],
  ])('%s', async (_title, [first, ...others]: (string | symbol)[]) => {
    const closing = vi.fn<() => void>();
    const rest = Object.fromEntries(others.map((name) => [name, () => expect.unreachable()]));
    const resource = first === undefined ? closing : { ...rest, [first]: closing };
    await closerOf('it', resource as Closable)();
    expect(closing).toHaveBeenCalledExactlyOnceWith();
  });

  test('destroys a knex instance and ends a postgres.js client, which are functions, instead of calling them', async () => {
    for (const name of ['destroy', 'end']) {
      const closing = vi.fn<() => void>();
      const resource = Object.assign(() => expect.unreachable(), { [name]: closing });
      await closerOf('it', resource)();
      expect(closing).toHaveBeenCalledOnce();
    }
  });

  test('keeps `this`', async () => {
    class Pool {
      readonly #name = 'orders';
      end(): string {
        return this.#name;
      }
    }
    expect(await closerOf('pool', new Pool())()).toBe('orders');
  });

  test('waits for the callback of a net.Server, and takes one that never listened for closed', async () => {
    const server = createServer().listen(0);
    await EventEmitter.once(server, 'listening');
    await closerOf('tcp', server)();
    expect(server.listening).toBe(false);
    await closerOf('tcp', server)();
  });

  test.each([
    ['a promise', Promise.resolve({ close() {} }), 'got a promise; await it first'],
    [
      'an object that cannot be closed',
      { query() {}, host: 'db' },
      'got a Object with query, host; pass a function',
    ],
    ['undefined', undefined, 'got undefined'],
  ])('refuses %s at once and names the resource', (_title, resource, text) => {
    expect(() => closerOf('orders', resource as unknown as Closable)).toThrow(TypeError);
    expect(() => closerOf('orders', resource as unknown as Closable)).toThrow(
      /resource "orders": expected a function or/,
    );
    expect(() => closerOf('orders', resource as unknown as Closable)).toThrow(text);
  });
});

describe('closerOf a Redis client', () => {
  test('quits politely and leaves it at that', async () => {
    const client = { quit: vi.fn<() => Promise<string>>(async () => 'OK'), disconnect: vi.fn<() => void>() };
    await closerOf('redis', client)();
    expect(client.quit).toHaveBeenCalledOnce();
    expect(client.disconnect).not.toHaveBeenCalled();
  });

  test('drops an ioredis client whose quit fails as the link is down', async () => {
    const client = {
      quit: () => Promise.reject(new Error('Connection is closed.')),
      disconnect: vi.fn<() => void>(),
    };
    await closerOf('redis', client)();
    expect(client.disconnect).toHaveBeenCalledOnce();
  });

  test('drops a client that does not answer within half a second', async () => {
    const client = {
      quit: never,
      close: never,
      destroy: vi.fn<() => void>(),
      disconnect: vi.fn<() => void>(),
    };
    const since = performance.now();
    await closerOf('redis', client)();
    expect(client.destroy).toHaveBeenCalledOnce();
    expect(client.disconnect).not.toHaveBeenCalled();
    expect(performance.now() - since).toBeGreaterThan(490);
    expect(performance.now() - since).toBeLessThan(1500);
  });

  test('takes a client that is closed already for closed', async () => {
    const client = { quit: fails, close: fails, destroy: fails };
    await expect(closerOf('redis', client)()).resolves.toBeUndefined();
  });
});
