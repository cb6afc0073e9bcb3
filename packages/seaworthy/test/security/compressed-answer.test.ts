import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { exchange } from '../../src/lab/exchange.ts';
import { answering, clock, wire } from '../lab/wire.ts';

it('a compressed answer is kept as it came, so that it cannot grow', async () => {
  const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024)).toString('latin1');
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`;
  const answer = await exchange(await wire(answering(head + bomb)), { path: '/' }, clock);
  expect(answer.response?.status).toBe(200);
  expect(answer.response!.body.length).toBeLessThanOrEqual(bomb.length);
});
