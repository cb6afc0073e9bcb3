import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Protocol } from '../../src/lab/goodbye.ts';
import { openProxy } from '../../src/lab/proxy.ts';
import { wire } from './wire.ts';

/** A proxy in front of an echo, and the way to talk through it. */
async function proxied(protocol: Protocol = 'other') {
  const { port } = await wire((socket) => socket.pipe(socket));
  const told: string[] = [];
  const proxy = await openProxy('DATABASE_URL', { host: '127.0.0.1', port: Number(port), protocol }, (text) =>
    told.push(text),
  );
  onTestFinished(() => proxy.close());
  const view = proxy.view((moment) => moment);
  const open = async (): Promise<Socket & { ends: Promise<string> }> => {
    const socket = connect({ port: proxy.port, host: '127.0.0.1' });
    socket.setEncoding('latin1');
    const ends = new Promise<string>((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
      socket.on('end', () => resolve('FIN'));
    });
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    return Object.assign(socket, { ends });
  };
  const seen = async (count: number) => {
    await expect.poll(() => view.facts().closed.length).toBe(count);
  };
  return { view, open, told, seen };
}

const say = async (socket: Socket, text: string, within = 1000): Promise<string | undefined> => {
  socket.write(text, 'latin1');
  const heard = once(socket, 'data').then(([data]) => String(data));
  return Promise.race([heard, sleep(within, undefined)]);
};

describe('a proxy', () => {
  test('passes on what both sides say, and writes down who connected and who left', async () => {
    const { view, open, told, seen } = await proxied();
    const socket = await open();
    expect(await say(socket, 'hello')).toBe('hello');
    expect(view.facts()).toMatchObject({ open: 1, opened: 1, closed: [] });
    socket.end();
    expect(await socket.ends).toBe('FIN');
    await seen(1);
    expect(view.facts()).toMatchObject({
      open: 0,
      closed: [{ by: 'service', how: 'FIN', goodbye: false, readable: false }],
    });
    expect(told).toEqual([
      'DATABASE_URL: connection 1 opened',
      'DATABASE_URL: connection 1 closed by the service (FIN)',
    ]);
  });

  test('writes down a reset as one', async () => {
    const { view, open, seen } = await proxied();
    const socket = await open();
    await say(socket, 'hello');
    socket.resetAndDestroy();
    await seen(1);
    expect(view.facts().closed).toMatchObject([{ by: 'service', how: 'RST' }]);
  });

  test('that refuses resets new connections, counts them, and leaves open ones alone', async () => {
    const { view, open } = await proxied();
    const before = await open();
    await say(before, 'hello');
    view.set('refuse');
    expect(
      await open().then(
        ({ ends }) => ends,
        ({ code }: NodeJS.ErrnoException) => code,
      ),
    ).toBe('ECONNRESET');
    expect(await say(before, 'still')).toBe('still');
    expect(view.facts()).toMatchObject({ open: 1, opened: 1 });
    expect(view.facts().attempts).toHaveLength(2);
    view.set('none');
    expect(await say(await open(), 'again')).toBe('again');
  });

  test('that is gone has nobody listening, leaves open ones alone, and comes back on the same port', async () => {
    const { view, open } = await proxied();
    const before = await open();
    await say(before, 'hello');
    view.set('gone');
    await expect(open()).rejects.toMatchObject({ code: 'ECONNREFUSED', port: view.port });
    expect(await say(before, 'still')).toBe('still');
    expect(view.facts()).toMatchObject({ open: 1, opened: 1 });
    view.set('none');
    await expect.poll(async () => say(await open(), 'again')).toBe('again');
    view.set('gone');
  });

  test('that is silent accepts and never answers, on open connections too, and loses nothing', async () => {
    const { view, open } = await proxied();
    const before = await open();
    await say(before, 'hello');
    view.set('hang');
    const during = await open();
    expect(await Promise.all([say(before, 'one', 150), say(during, 'two', 150)])).toEqual([
      undefined,
      undefined,
    ]);
    const answers = Promise.all([once(before, 'data'), once(during, 'data')]);
    view.set('none');
    expect(await answers).toEqual([['one'], ['two']]);
  });

  test('sees who leaves during a silence', async () => {
    const { view, open, seen } = await proxied();
    view.set('hang');
    const socket = await open();
    socket.write('hello');
    socket.end();
    await seen(1);
    expect(view.facts()).toMatchObject({ open: 0, closed: [{ by: 'service', how: 'FIN' }] });
  });

  test('that delays does so each way', async () => {
    const { view, open } = await proxied();
    const socket = await open();
    await say(socket, 'hello');
    view.set({ delay: 100 });
    const began = performance.now();
    expect(await say(socket, 'slow')).toBe('slow');
    expect(performance.now() - began).toBeGreaterThan(195);
    view.set('none');
    const quick = performance.now();
    await say(socket, 'quick');
    expect(performance.now() - quick).toBeLessThan(90);
  });

  test.each(['FIN', 'RST'] as const)(
    'cuts every open connection by %s and lets new ones through',
    async (how) => {
      const { view, open, seen } = await proxied();
      const sockets = [await open(), await open()];
      for (const socket of sockets) await say(socket, 'hello');
      view.cut(how);
      const ends = await Promise.all(sockets.map((socket) => socket.ends));
      expect(ends).toEqual(how === 'FIN' ? ['FIN', 'FIN'] : ['ECONNRESET', 'ECONNRESET']);
      await seen(2);
      expect(view.facts().closed).toMatchObject([
        { by: 'proxy', how },
        { by: 'proxy', how },
      ]);
      expect(await say(await open(), 'again')).toBe('again');
    },
  );

  test('carries much data both ways without loss', async () => {
    const { view, open } = await proxied();
    view.set({ delay: 5 });
    const socket = await open();
    const size = 20_000_000;
    socket.write(Buffer.alloc(size, 'x'));
    let received = 0;
    for await (const text of socket) {
      received += String(text).length;
      if (received >= size) break;
    }
    expect(received).toBe(size);
  });

  test('of a dependency that is not there ends the connection', async () => {
    const told: string[] = [];
    const proxy = await openProxy('REDIS_URL', { host: '127.0.0.1', port: 1, protocol: 'redis' }, (text) =>
      told.push(text),
    );
    onTestFinished(() => proxy.close());
    const socket = connect({ port: proxy.port, host: '127.0.0.1' });
    socket.on('error', () => {});
    await new Promise((resolve) => socket.on('close', resolve));
    expect(proxy.view((moment) => moment).facts().closed).toMatchObject([{ by: 'dependency', how: 'RST' }]);
  });
});

describe('the goodbye', () => {
  const startup = '\x00\x00\x00\x09\x00\x03\x00\x00\x00';
  const query = 'Q\x00\x00\x00\x0dselect 1\x00';
  const terminate = 'X\x00\x00\x00\x04';
  const cases: [string, Protocol, string, boolean, boolean][] = [
    ['Terminate', 'postgres', startup + query + terminate, true, true],
    ['no Terminate', 'postgres', startup + query, false, true],
    ['who gave up at the greeting', 'postgres', `${startup}p\x00\x00\x00\x08abc\x00`, false, false],
    [
      'an X inside a query',
      'postgres',
      `${startup}Q\x00\x00\x00\x0d${terminate}\x00\x00\x00\x00`,
      false,
      true,
    ],
    [
      'a cancel request',
      'postgres',
      '\x00\x00\x00\x10\x04\xd2\x16\x2e\x00\x00\x00\x01\x00\x00\x00\x01',
      true,
      true,
    ],
    ['QUIT', 'redis', '*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nquit\r\n', true, true],
    ['an inline QUIT', 'redis', 'PING\r\nQUIT\r\n', true, true],
    ['no QUIT', 'redis', '*2\r\n$3\r\nGET\r\n$4\r\nQUIT\r\n*1\r\n$4\r\nPING\r\n', false, true],
    ['TLS', 'redis', '\x16\x03\x01\x00\x05hello', false, false],
  ];
  for (const piece of [1, 1000]) {
    test.each(cases)(
      `is understood from ${piece === 1 ? 'single bytes' : 'whole pieces'}: %s`,
      async (_what, protocol, bytes, goodbye, readable) => {
        const { view, open, seen } = await proxied(protocol);
        const socket = await open();
        socket.setNoDelay(true).resume();
        for (let at = 0; at < bytes.length; at += piece) {
          socket.write(bytes.slice(at, at + piece), 'latin1');
          await new Promise(setImmediate);
        }
        socket.end();
        await seen(1);
        expect(view.facts().closed).toMatchObject([{ goodbye, readable }]);
      },
    );
  }

  test('cannot be read once PostgreSQL has agreed to encrypt', async () => {
    const { port } = await wire((socket) => socket.once('data', () => socket.write('S')));
    const proxy = await openProxy(
      'DATABASE_URL',
      { host: '127.0.0.1', port: Number(port), protocol: 'postgres' },
      () => {},
    );
    onTestFinished(() => proxy.close());
    const socket = connect({ port: proxy.port, host: '127.0.0.1' });
    socket.on('error', () => {});
    socket.write('\x00\x00\x00\x08\x04\xd2\x16\x2f', 'latin1');
    await once(socket, 'data');
    socket.end('\x16\x03\x01X\x00\x00\x00\x04', 'latin1');
    const facts = () => proxy.view((moment) => moment).facts().closed;
    await expect.poll(() => facts().length).toBe(1);
    expect(facts()).toMatchObject([{ goodbye: false, readable: false }]);
  });
});
