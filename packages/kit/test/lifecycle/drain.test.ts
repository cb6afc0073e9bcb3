import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import {
  createServer,
  Agent,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { connect as connectSession, createServer as createH2, createSecureServer } from 'node:http2';
import { Agent as SecureAgent, createServer as createSecure, get as secureGet } from 'node:https';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { drainOf } from '../../src/lifecycle/drain.ts';
import { shutdown } from '../../src/lifecycle/shutdown.ts';
import { rawConnection } from '../../src/testing/raw.ts';
import { embedded, recording } from './embedded.ts';

const options = { signals: [], fatal: false, log: recording([]), flush() {} };
const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

const ask = async (url: string): Promise<string> => (await fetch(url)).text();

describe('a watched server', () => {
  test('still answers a request for an upgrade that nobody handles as a plain one', async () => {
    await using running = await embedded(createServer((_request, response) => response.end('plain')));
    await using client = rawConnection(running.url);
    client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n');
    expect(await client.response()).toMatchObject({ status: 200, body: 'plain' });
  });

  test('is drained although somebody has replaced its request listeners', async () => {
    const server = createServer((_request, response) => response.end('old'));
    await using running = await embedded(server);
    server.removeAllListeners('request');
    server.on('request', async (_request, response) => {
      await delay(200);
      response.end('new');
    });
    await using client = rawConnection(running.url);
    client.write(get);
    await once(server, 'request');
    const stopping = running.life.now();
    expect(await client.response()).toMatchObject({ body: 'new', headers: { connection: 'close' } });
    expect(await stopping).toMatchObject({ code: 0, cut: 0 });
  });

  test('is drained of connections that are older than the watching', async () => {
    const server = createServer(async (_request, response) => {
      await delay(100);
      response.end('old');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    await using busy = rawConnection(url);
    await using idle = rawConnection(url);
    for (const client of [busy, idle]) {
      client.write(get);
      await client.response();
    }
    const life = shutdown(server, {}, options);
    busy.write(get);
    await once(server, 'request');
    const stopping = life.now();
    expect(await busy.response()).toMatchObject({ body: 'old', headers: { connection: 'close' } });
    expect(await idle.closed).toBe('end');
    const report = await stopping;
    expect(report).toMatchObject({ code: 0, cut: 0 });
    expect(report.ms).toBeLessThan(1500);
    life.dispose();
  });

  test('may set `Connection: keep-alive` itself: such a connection is ended when it falls quiet', async () => {
    const server = createServer(async (_request, response) => {
      await delay(100);
      response.setHeader('Connection', 'keep-alive').end('stay');
    });
    await using running = await embedded(server);
    await using client = rawConnection(running.url);
    client.write(get);
    await once(server, 'request');
    const stopping = running.life.now();
    expect(await client.response()).toMatchObject({ body: 'stay', headers: { connection: 'keep-alive' } });
    expect(await client.closed).toBe('end');
    expect(await stopping).toMatchObject({ code: 0 });
  });

  test('may handle `Expect: 100-continue` itself', async () => {
    const server = createServer().on('checkContinue', async (request, response) => {
      response.writeContinue();
      response.end(await text(request));
    });
    await using running = await embedded(server);
    await using client = rawConnection(running.url);
    client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n');
    expect(await client.response()).toMatchObject({ status: 100 });
    const stopping = running.life.now();
    await delay(400);
    client.write('body');
    expect(await client.response()).toMatchObject({ body: 'body', headers: { connection: 'close' } });
    expect(await stopping).toMatchObject({ code: 0, cut: 0 });
  });

  test('may be closed by somebody else first', async () => {
    const server = createServer((_request, response) => response.end());
    await using running = await embedded(server);
    server.close();
    expect(await running.life.now()).toMatchObject({ code: 0, forced: false });
  });

  test('costs a request no listener on its response', async () => {
    const bare = createServer((_request, response) =>
      response.end(String(response.listenerCount('close') + response.listenerCount('finish'))),
    );
    bare.listen(0, '127.0.0.1');
    await once(bare, 'listening');
    const without = await ask(`http://127.0.0.1:${(bare.address() as { port: number }).port}`);
    drainOf(bare);
    const withDrain = await ask(`http://127.0.0.1:${(bare.address() as { port: number }).port}`);
    expect(withDrain).toBe(without);
    await shutdown(bare, {}, options).now();
  });

  test('keeps an agent with pooled connections from seeing an error', async () => {
    const server = createServer((_request, response) => response.end('ok'));
    await using running = await embedded(server);
    const agent = new Agent({ keepAlive: true, maxSockets: 5 });
    const seen = { answers: 0, refusals: 0, errors: [] as unknown[] };
    const client = async (): Promise<void> => {
      while (seen.refusals === 0) {
        await new Promise((resolve) => void send(running.url, agent, seen).once('close', resolve));
      }
    };
    const clients = Promise.all(Array.from({ length: 5 }, client));
    while (seen.answers < 200) await delay(5);
    await running.life.now();
    await clients;
    expect(seen.errors).toEqual([]);
    agent.destroy();
  });
});

describe('HTTP/2', () => {
  test('streams in flight are finished, then the session is closed', async () => {
    const server = createH2(async (_request, response) => {
      await delay(300);
      response.end('h2');
    });
    await using running = await embedded(server);
    const session = connectSession(running.url);
    const stream = session.request({ ':path': '/' });
    const answer = text(stream);
    await once(server, 'request');
    const stopping = running.life.now();
    expect(await answer).toBe('h2');
    if (!session.closed) await once(session, 'close');
    expect(await stopping).toMatchObject({ code: 0, cut: 0 });
  });

  test('a stream that does not end is cut at the deadline', async () => {
    const server = createH2(() => {});
    await using running = await embedded(server, {}, { timeout: 200 });
    const session = connectSession(running.url).on('error', () => {});
    session.request({ ':path': '/' }).on('error', () => {});
    await once(server, 'request');
    expect(await running.life.now()).toMatchObject({ code: 1, forced: true, cut: 1 });
  });
});

const withoutOpenssl = spawnSync('openssl', ['version']).status !== 0;

describe.skipIf(withoutOpenssl)('TLS', () => {
  const tls = withoutOpenssl ? {} : certificate();

  test('a request in flight is answered, an idle and a half-open connection are ended', async () => {
    const server = createSecure(tls, async (request, response) => {
      if (request.url === '/slow') await delay(400);
      response.end('secret');
    });
    await using running = await embedded(server);
    const agent = new SecureAgent({ keepAlive: true, rejectUnauthorized: false });
    const fetchSecure = async (path: string): Promise<{ body: string; connection: string | undefined }> => {
      const request = secureGet(`https://127.0.0.1:${running.port}${path}`, { agent });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      return { body: await text(response), connection: response.headers.connection };
    };
    const halfOpen = connect(running.port, '127.0.0.1').on('error', () => {});
    await Promise.all([fetchSecure('/'), fetchSecure('/')]);
    const slow = fetchSecure('/slow');
    await once(server, 'request');
    const stopping = running.life.now();
    expect(await slow).toEqual({ body: 'secret', connection: 'close' });
    const report = await stopping;
    expect(report).toMatchObject({ code: 0, cut: 0 });
    expect(report.ms).toBeLessThan(1500);
    halfOpen.destroy();
    agent.destroy();
  });

  test('HTTP/2 and HTTP/1.1 on one port are both finished', async () => {
    const server = createSecureServer({ ...tls, allowHTTP1: true }, async (_request, response) => {
      await delay(300);
      response.end('both');
    });
    await using running = await embedded(server);
    const session = connectSession(`https://127.0.0.1:${running.port}`, { rejectUnauthorized: false });
    const stream = session.request({ ':path': '/' });
    const agent = new SecureAgent({ keepAlive: true, rejectUnauthorized: false });
    const plain = secureGet(`https://127.0.0.1:${running.port}/`, { agent });
    const answers = Promise.all([
      text(stream),
      once(plain, 'response').then(([response]) => text(response as IncomingMessage)),
    ]);
    await once(server, 'request');
    await once(server, 'request');
    const stopping = running.life.now();
    expect(await answers).toEqual(['both', 'both']);
    expect(await stopping).toMatchObject({ code: 0, cut: 0 });
    agent.destroy();
  });
});

function send(
  url: string,
  agent: Agent,
  seen: { answers: number; refusals: number; errors: unknown[] },
): ClientRequest {
  return httpRequest(url, { agent }, (response) => response.resume().once('end', () => (seen.answers += 1)))
    .on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') seen.refusals += 1;
      else seen.errors.push(error);
    })
    .end();
}

function certificate(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'drain-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-subj',
    '/CN=localhost',
  ];
  execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const pair = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true });
  return pair;
}
