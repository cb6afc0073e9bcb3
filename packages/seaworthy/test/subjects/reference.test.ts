import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { embeddedPostgres, type EmbeddedPostgres } from '../../../kit/src/development/embedded-postgres.ts';
import { startReference, type Reference } from './start-reference.ts';

const FOLDER = new URL('../../../../subjects/reference/', import.meta.url);
const EXAMPLE = '/users/00000000-0000-4000-8000-000000000001';
const JSON_BODY = { 'content-type': 'application/json' };

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  agent?: Agent;
}

function ask(port: number, path: string, question: Question = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body, agent } = question;
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers, agent: agent ?? false };
    const request = httpRequest(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
      response.on('error', reject);
    });
    request
      .on('error', reject)
      .end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
  });
}

/** How often the example user has been read, by the service's own account. */
async function timesRead(port: number): Promise<number> {
  const { body } = await ask(port, '/metrics');
  const counter = /^http_requests_total\{method="GET",route="\/users\/\{id\}",status="200"\} (\d+)$/m;
  return Number(counter.exec(body)?.[1] ?? 0);
}

let number = 0;
function newUser(): Record<string, string> {
  number += 1;
  return {
    email: `ada${number}-${process.pid}-${Date.now()}@example.com`,
    name: 'Ada',
    password: 'correct horse battery',
  };
}

describe.each(['memory', 'PostgreSQL'])('the reference service on %s', (store) => {
  let database: EmbeddedPostgres | undefined;
  let reference: Reference;
  const environment = (): Record<string, string> =>
    database === undefined ? {} : { DATABASE_URL: database.url };
  const start = async (more: Record<string, string> = {}): Promise<Reference> => {
    const started = await startReference({ ...environment(), ...more });
    try {
      await vi.waitFor(async () => expect((await ask(started.port, '/readyz')).status).toBe(200), 10_000);
    } catch (error) {
      await started[Symbol.asyncDispose]();
      throw error;
    }
    return started;
  };

  beforeAll(async () => {
    if (store === 'PostgreSQL') database = await embeddedPostgres({ ephemeral: true });
    reference = await start();
  });
  afterAll(async () => {
    await reference?.[Symbol.asyncDispose]();
    await database?.stop();
  });

  test('creates, reads, changes and lists users, never with their password', async () => {
    const { port } = reference;
    const user = newUser();
    const created = await ask(port, '/users', { method: 'POST', headers: JSON_BODY, body: user });
    expect(created.status).toBe(201);
    const { id } = JSON.parse(created.body) as { id: string };
    expect(created.body).not.toContain('password');
    expect((await ask(port, `/users/${id}`)).body).toBe(created.body);
    const changed = await ask(port, `/users/${id}`, {
      method: 'PATCH',
      headers: JSON_BODY,
      body: { name: 'Grace' },
    });
    expect(JSON.parse(changed.body)).toMatchObject({ id, name: 'Grace' });
    const again = await ask(port, '/users', { method: 'POST', headers: JSON_BODY, body: user });
    expect(again.status).toBe(409);
    const page = JSON.parse((await ask(port, '/users?limit=1')).body) as {
      items: unknown[];
      nextCursor: string;
    };
    expect(page.items).toHaveLength(1);
    expect((await ask(port, `/users?limit=1&cursor=${page.nextCursor}`)).status).toBe(200);
  });

  test('answers every kind of mistake with a problem of that status and the id of the request', async () => {
    const mistakes: [status: number, path: string, question: Question][] = [
      [404, '/nowhere', {}],
      [405, '/users', { method: 'PUT' }],
      [400, '/users', { method: 'POST', headers: JSON_BODY, body: '{"name":' }],
      [400, '/users', { method: 'POST', headers: JSON_BODY, body: { email: 7, password: 'hunter2' } }],
      [400, '/users?limit=abc', {}],
      [400, '/users/%00', {}],
      [413, '/users', { method: 'POST', headers: JSON_BODY, body: 'x'.repeat(2_000_000) }],
      [415, '/users', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }],
      [401, EXAMPLE, { method: 'DELETE' }],
    ];
    for (const [status, path, question] of mistakes) {
      const headers = { ...question.headers, 'x-request-id': 'mistake-1' };
      const answer = await ask(reference.port, path, { ...question, headers });
      expect([path, answer.status, answer.headers['content-type']]).toEqual([
        path,
        status,
        'application/problem+json',
      ]);
      expect(answer.headers['x-request-id']).toBe('mistake-1');
      expect(JSON.parse(answer.body)).toMatchObject({ status, requestId: 'mistake-1' });
      expect(answer.body).not.toContain('hunter2');
    }
  });

  test('names every bad field and the methods that are allowed', async () => {
    const invalid = await ask(reference.port, '/users', {
      method: 'POST',
      headers: JSON_BODY,
      body: { name: '' },
    });
    const { errors } = JSON.parse(invalid.body) as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(['email', 'name', 'password']);
    expect((await ask(reference.port, '/users', { method: 'PUT' })).headers.allow).toBe(
      'GET, HEAD, POST, OPTIONS',
    );
  });

  test('writes one line per request, with its id, also when the client leaves', async () => {
    await ask(reference.port, '/users?token=canary-1', { headers: { 'x-request-id': 'line-1' } });
    expect(await reference.wrote('"line-1"')).toMatchObject({ method: 'GET', route: '/users', status: 200 });
    expect(reference.lines().filter((line) => line.includes('"line-1"'))).toHaveLength(1);
    expect(reference.lines().join()).not.toContain('canary-1');

    const leaving = connect(reference.port, '127.0.0.1');
    const head = ['POST /users HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Content-Length: 9'];
    leaving.write(`${head.join('\r\n')}\r\nExpect: 100-continue\r\nX-Request-ID: left-1\r\n\r\n`);
    await new Promise((resolve) => void leaving.once('data', resolve));
    leaving.resetAndDestroy();
    expect(await reference.wrote('"left-1"')).toMatchObject({ status: 499, aborted: true });
  });

  test('counts requests by route template', async () => {
    const before = await timesRead(reference.port);
    for (let i = 0; i < 7; i++) await ask(reference.port, EXAMPLE);
    expect(await timesRead(reference.port)).toBe(before + 7);
  });

  test('loses no request of 20 busy keep-alive clients at SIGTERM, and exits 0', async () => {
    await using stopping = await start();
    const lost: string[] = [];
    let answered = 0;
    const client = async (): Promise<void> => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (;;) {
        try {
          const { status } = await ask(stopping.port, '/users', { agent });
          if (status === 200) answered += 1;
          else lost.push(String(status));
          if (answered === 400) stopping.signal('SIGTERM');
        } catch (error) {
          const { code = String(error) } = error as NodeJS.ErrnoException;
          if (code !== 'ECONNREFUSED') lost.push(code);
          agent.destroy();
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: 20 }, client));
    expect(lost).toEqual([]);
    expect(answered).toBeGreaterThanOrEqual(400);
    expect(await stopping.exit).toBe(0);
    expect(stopping.lines().filter((line) => line.includes('"request completed"'))).toHaveLength(answered);
  });

  test('finishes a request that is half there at SIGTERM and says Connection: close', async () => {
    await using stopping = await start();
    const body = JSON.stringify(newUser());
    const socket = connect(stopping.port, '127.0.0.1');
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    const ended = new Promise((resolve) => void socket.once('end', resolve));
    const head = [
      'POST /users HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      'Expect: 100-continue',
    ];
    socket.write(`${head.join('\r\n')}\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`);
    await expect.poll(() => received).toContain('100 Continue');
    stopping.signal('SIGTERM');
    await stopping.wrote('"draining"');
    socket.write(body.slice(5));
    await ended;
    socket.destroy();
    expect(received).toMatch(/HTTP\/1\.1 201 Created[^]*\r\nconnection: close\r\n/i);
    expect(await stopping.exit).toBe(0);
  });
});

test('names every bad variable and exits 1', async () => {
  await expect(startReference({ PORT: 'abc', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' })).rejects.toThrow(
    /PORT: expected a port[^]*DATABASE_URL: expected a URL[^]*LOG_LEVEL: expected one of/,
  );
});

test('says that the port is taken and exits 1', async () => {
  await using first = await startReference();
  await expect(startReference({ PORT: String(first.port) })).rejects.toThrow(/Could not listen on port/);
});

test('stays up and not ready while the database is away', async () => {
  await using reference = await startReference({ DATABASE_URL: 'postgres://app:secret-1@127.0.0.1:1/app' });
  expect((await ask(reference.port, '/livez')).status).toBe(200);
  expect((await ask(reference.port, '/readyz')).status).toBe(503);
  const failed = await ask(reference.port, '/users', { headers: { 'x-request-id': 'away-1' } });
  expect(failed).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  expect(await reference.wrote('"away-1"', '"stack"')).toMatchObject({ level: 'error' });
  expect(reference.lines().join()).not.toContain('secret-1');
});

test('has code for every defect that it names, and refuses others', async () => {
  const { defects } = (await import(new URL('defects.mjs', FOLDER).href)) as {
    defects: Record<string, unknown>;
  };
  const files = readdirSync(FOLDER).filter((name) => name !== 'defects.mjs');
  const code = files.map((name) => readFileSync(new URL(name, FOLDER), 'utf8')).join('\n');
  const ids = Object.keys(defects);
  expect(ids.filter((id) => !code.includes(`'${id}'`))).toEqual([]);
  await expect(startReference({ DEFECT: 'errors/nonsense' })).rejects.toThrow(/expected an id of/);
});

test.each(['http/wrong-method-is-405', 'wire/refuses-length-with-chunked', 'errors/uses-problem-json'])(
  'starts and serves with the defect %s',
  async (id) => {
    await using reference = await startReference({ DEFECT: id });
    expect((await ask(reference.port, '/users')).status).toBe(200);
  },
);
