import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evidence, Exchange } from '../../src/engine/evidence.ts';
import { freePort } from '../../src/lab/free-port.ts';
import type { Finding, Report, Service } from '../../src/report/report.ts';
import { assumption, reproduce } from '../../src/report/reproduce.ts';
import { findingOf, sample } from './sample/sample.ts';

type Request = Exchange['request'];

function snippet(
  request: Partial<Request>,
  service: Partial<Service> = { command: 'node server.js' },
): string {
  const finding = {
    ...findingOf(sample(), 'errors/unknown-path-is-json'),
    experiments: [],
    evidence: [exchange(request)] as Evidence[],
  };
  return reproduce(finding, { service: { started: '', ...service }, observations: {} }) ?? '';
}

function exchange(request: Partial<Request>): Exchange {
  return {
    kind: 'exchange',
    request: { method: 'GET', path: '/users', headers: {}, ...request },
    response: { status: 200, headers: {}, body: '' },
    connected: true,
    sent: true,
    startedAt: 0,
    endedAt: 1,
  };
}

async function sh(script: string, path = ''): Promise<string> {
  const env = { ...process.env, PATH: `${path}:${process.env['PATH'] ?? ''}` };
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { env, timeout: 20_000 });
  return stdout;
}

describe('a curl line', () => {
  let received: { method?: string; url?: string; headers: IncomingHttpHeaders; body: string };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { method = '', url = '', headers } = request;
    received = { method, url, headers, body };
    response.end('ok');
  });
  let url: string;
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it.each<Partial<Request>>([
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: `{"name":"it's \\ \\"$HOME\\" \`ls\`"}`,
    },
    { method: 'POST', headers: {}, body: '@/etc/hostname' },
    { method: 'DELETE', path: '/users/1?a=[1]&b={2}', headers: { 'X-Empty': '', Accept: 'a/b' } },
    { method: 'PUT', path: '/a/../b//c/.', headers: { 'Content-Type': 'text/plain' }, body: 'line\n  two\n' },
    { method: 'GET', path: "/it's", headers: { 'X-Quote': `'"$(id)` }, body: 'a body' },
    { method: 'HEAD', path: '/users', headers: {} },
  ])('sends %j as the checker did', async (request) => {
    await sh(snippet(request, { url }));
    expect(received).toMatchObject({
      method: request.method,
      url: request.path ?? '/users',
      body: request.body ?? '',
    });
    for (const [name, value] of Object.entries(request.headers ?? {}))
      expect(received.headers[name.toLowerCase()]).toBe(value);
    expect(received.headers['content-type']).toBe(request.headers?.['Content-Type']);
  });

  it('makes a long body instead of pasting it', async () => {
    const line = snippet({ method: 'POST', body: `${'a'.repeat(16_384)}… (1048577 characters)` }, { url });
    expect(line.length).toBeLessThan(200);
    await sh(line);
    expect(received.body).toHaveLength(1_048_577);
  });

  it('asks for a masked header by a variable', async () => {
    const line = snippet({ headers: { 'X-Api-Key': '***' } }, { url });
    expect(line).toContain('-H "X-Api-Key: $X_API_KEY"');
    await sh(`X_API_KEY=abc; ${line}`);
    expect(received.headers['x-api-key']).toBe('abc');
  });

  it('goes to port 3000 of a service that has no address, and the report says so', () => {
    expect(snippet({})).toBe(`curl -i 'http://localhost:3000/users'`);
    expect(assumption({ command: 'node server.js', started: '' })).toBe(
      'The snippets expect the service on port 3000: PORT=3000 node server.js',
    );
    expect(assumption({ url: 'https://example.com', started: '' })).toBeUndefined();
  });
});

describe('a script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reproduce-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('sends raw bytes where a client would mend them', async () => {
    const nc = join(folder, 'nc');
    writeFileSync(
      nc,
      `#!${process.execPath}\nprocess.stdin.pipe(require('net').connect(process.argv[3], process.argv[2]));`,
    );
    chmodSync(nc, 0o755);
    let received = '';
    const server = createTcpServer((socket) =>
      socket.on('data', (bytes) => (received += bytes.toString('latin1'))),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const line = snippet(
      {
        method: 'POST',
        headers: { 'Content-Length': '3', 'Transfer-Encoding': 'chunked', 'X-Odd ': `100 % 'a\\b'\u0001` },
        body: '0\r\n\r\nX',
      },
      { url },
    );
    await sh(line, folder);
    expect(received).toBe(
      `POST /users HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n` +
        `X-Odd : 100 % 'a\\b'\u0001\r\n\r\n0\r\n\r\nX`,
    );
    server.close();
  });

  it('stops the service while a request is open', async () => {
    const program = join(folder, 'server.mjs');
    writeFileSync(
      program,
      `import { createServer } from 'node:http';
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (bytes) => (body += bytes)).on('end', () => response.end('got ' + body));
}).listen(process.env.PORT);
process.on('SIGTERM', () => server.close(() => process.exit(7)));`,
    );
    const report = stopping(`node ${program}`);
    const script = reproduce(findingOf(report, 'shutdown/finishes-in-flight'), report) ?? '';
    expect(script.split('\n').length).toBeLessThanOrEqual(6);
    const output = await sh(script.replaceAll('3000', String(await freePort())));
    expect(output).toMatch(/got \{"email":".*\}/);
    expect(output).toContain('exit 7');
  });

  it('says what the dependency does meanwhile', () => {
    const report = stopping('node server.js');
    expect(reproduce(findingOf(report, 'errors/hides-internals'), report)).toBe(
      `PORT=3000 node server.js &\n# now the dependency fails: REDIS_URL: refuses new connections\n` +
        `curl -i 'http://localhost:3000/users'`,
    );
  });
});

it('has nothing to say about a failure without an exchange', () => {
  const finding: Finding = { ...findingOf(sample(), 'wire/rejects-both-framings'), evidence: [] };
  expect(reproduce(finding, { service: { started: '', command: 'x' }, observations: {} })).toBeUndefined();
});

function stopping(command: string): Report {
  const report = sample();
  report.service = { command, started: '' };
  return report;
}
