import { expect, test } from 'vitest';
import { raw } from '../../src/lab/raw.ts';
import { answering, wire } from './wire.ts';

test('a raw connection sends and receives bytes as they are', async () => {
  const origin = await wire((socket) =>
    socket.on('data', (bytes: Buffer) => socket.write(bytes.toReversed())),
  );
  const connection = await raw(origin);
  connection.write('\xff\x00ab');
  expect(await connection.until((received) => received.length === 4, 1000)).toBe(true);
  expect(connection.received()).toBe('ba\x00\xff');
  expect(connection.ended()).toBeUndefined();
  connection.destroy();
});

test('a raw connection says how it ended', async () => {
  const polite = await raw(await wire(answering('bye', 'FIN')));
  polite.write('\r\n\r\n');
  expect(await polite.until(() => polite.ended() !== undefined, 1000)).toBe(true);
  expect([polite.received(), polite.ended()]).toEqual(['bye', 'FIN']);
  const rude = await raw(await wire((socket) => socket.resetAndDestroy()));
  await rude.until(() => false, 1000);
  expect(rude.ended()).toBe('ECONNRESET');
});

test('a raw connection that is refused is one that has ended', async () => {
  const connection = await raw(new URL('http://127.0.0.1:1'));
  expect(connection.ended()).toBe('ECONNREFUSED');
  connection.write('nobody hears this');
  connection.destroy();
});

test('waiting on a raw connection ends at its time', async () => {
  const connection = await raw(await wire(() => {}));
  expect(await connection.until(() => false, 30)).toBe(false);
  connection.destroy();
});
