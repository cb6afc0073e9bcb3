import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { Cdp, CdpTimeout } from '../../src/doctor/target/cdp.ts';
import { webSocketUrl } from '../../src/doctor/target/inspector.ts';

it('an inspector that never answers is not waited for', async () => {
  const cdp = await talkingTo(() => {});
  await expect(cdp.call('Runtime.evaluate', {}, 200)).rejects.toThrow(CdpTimeout);
  await cdp.close();
});

it('an inspector that sends events without end is neither kept nor waited for', async () => {
  const event = JSON.stringify({ method: 'Evil.event', params: { text: 'x'.repeat(65_536) } });
  const cdp = await talkingTo((socket) => {
    const more = (): void => void (socket.readyState === socket.OPEN && socket.send(event, more));
    more();
  });
  const before = process.memoryUsage().rss;
  await expect(cdp.call('Runtime.evaluate', {}, 500)).rejects.toThrow(CdpTimeout);
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  await cdp.close();
});

it('an answer over 64 MiB ends the conversation instead of filling the memory', async () => {
  const cdp = await talkingTo((socket) => {
    socket.once('message', () => socket.send('x'.repeat(65 * 1024 * 1024)));
  });
  await expect(cdp.call('Runtime.evaluate')).rejects.toThrow('somebody closed its inspector');
});

it('an inspector that speaks something else than JSON ends the conversation with a sentence', async () => {
  const cdp = await talkingTo((socket) => {
    socket.once('message', () => socket.send('<html>'));
  });
  await expect(cdp.call('Runtime.evaluate')).rejects.toThrow('Expected an inspector that speaks JSON');
});

it('an inspector that says that it is on another host is asked on this one', async () => {
  const list = JSON.stringify([{ type: 'node', webSocketDebuggerUrl: 'ws://192.0.2.1:80/the-id' }]);
  const server = createServer((_request, response) => response.end(list)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  expect(await webSocketUrl(port)).toBe(`ws://127.0.0.1:${port}/the-id`);
});

/** A conversation with an inspector that does this once connected. */
async function talkingTo(lie: (socket: WebSocket) => void): Promise<Cdp> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    lie(socket);
  });
  return Cdp.connect(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
}
