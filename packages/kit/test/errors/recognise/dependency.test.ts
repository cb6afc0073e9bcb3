import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DatabaseError, Pool } from 'pg';
import { createClient } from 'redis';
import { afterEach, describe, expect, it } from 'vitest';
import { answerOf, thrownBy } from './caught.ts';

const servers: { server: Server; sockets: Set<Socket> }[] = [];

/** A dependency that does to its connections what `behave` says. */
async function dependency(behave: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    behave(socket);
  });
  servers.push({ server, sockets });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const { server, sockets } of servers.splice(0)) {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
});

async function closedPort(): Promise<number> {
  const port = await dependency(() => undefined);
  const { server } = servers.pop()!;
  server.close();
  await once(server, 'close');
  return port;
}

/** What a client learns of a dependency that is down, and whether that is all. */
function learnt(thrown: unknown) {
  const answer = answerOf(thrown);
  return {
    status: answer.status,
    code: answer.code,
    retryAfter: answer.headers['retry-after'],
    internals: /detail|127\.0\.0\.1|localhost|ECONN|redis|postgres/i.test(JSON.stringify(answer)),
  };
}

const unavailable = { status: 503, code: 'SERVICE_UNAVAILABLE', retryAfter: '5', internals: false };

describe('a dependency that cannot be used', () => {
  it.each(['127.0.0.1', 'localhost'])('is a 503 when %s refuses the connection of pg', async (host) => {
    const pool = new Pool({ host, port: await closedPort(), user: 'u', database: 'd' });
    expect(learnt(await thrownBy(() => pool.query('select 1')))).toEqual(unavailable);
    await pool.end();
  });

  it('is a 503 when it ends or resets the connection of pg', async () => {
    for (const behave of [(socket: Socket) => socket.end(), (socket: Socket) => socket.resetAndDestroy()]) {
      const pool = new Pool({
        host: '127.0.0.1',
        port: await dependency(behave),
        user: 'u',
        database: 'd',
      });
      expect(learnt(await thrownBy(() => pool.query('select 1')))).toEqual(unavailable);
      await pool.end();
    }
  });

  it('is a 503 that names the pool when none of its connections becomes free', async () => {
    const port = await dependency(() => undefined);
    const pool = new Pool({
      host: '127.0.0.1',
      port,
      user: 'u',
      database: 'd',
      max: 1,
      connectionTimeoutMillis: 50,
    });
    const [first, second] = await Promise.all([
      thrownBy(() => pool.connect()),
      thrownBy(() => pool.connect()),
    ]);
    expect(learnt(first)).toEqual(unavailable);
    expect(answerOf(second)).toMatchObject({
      status: 503,
      code: 'POOL_EXHAUSTED',
      headers: { 'retry-after': '1' },
    });
    await pool.end();
    expect(learnt(await thrownBy(() => pool.query('select 1')))).toEqual(unavailable);
  });

  it('is a 503 when the name does not resolve or fetch cannot connect', async () => {
    expect(learnt(await thrownBy(async () => fetch(`http://127.0.0.1:${await closedPort()}/`)))).toEqual(
      unavailable,
    );
    expect(
      learnt(
        Object.assign(new Error('getaddrinfo ENOTFOUND db'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
      ),
    ).toEqual(unavailable);
  });

  it('is a 503 when Redis is closed or goes away', async () => {
    const closed = createClient();
    expect(learnt(await thrownBy(() => closed.get('key')))).toEqual(unavailable);
    const port = await dependency((socket) => socket.end());
    const lost = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
    lost.on('error', () => undefined);
    expect(learnt(await thrownBy(() => lost.connect()))).toEqual(unavailable);
  });

  it('is a 504 when it is too slow for an AbortSignal, and a 503 when the work was given up', async () => {
    const timeout = AbortSignal.timeout(1);
    await once(timeout, 'abort');
    expect(answerOf(await thrownBy(() => timeout.throwIfAborted()))).toMatchObject({
      status: 504,
      code: 'GATEWAY_TIMEOUT',
    });
    expect(learnt(await thrownBy(() => AbortSignal.abort().throwIfAborted()))).toEqual(unavailable);
  });

  it('is known in the cause of another error', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
    const thrown = new Error('could not load the user', {
      cause: new Error('query failed', { cause: refused }),
    });
    expect(learnt(thrown)).toEqual(unavailable);
  });

  it('is not suspected behind a code without a syscall, or another system error', () => {
    expect(answerOf(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))).toMatchObject({
      status: 500,
    });
    expect(answerOf(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' }))).toMatchObject({
      status: 500,
    });
    expect(answerOf({ code: 'ECONNREFUSED', syscall: 'connect' })).toMatchObject({ status: 500 });
  });
});

const sent = (code: string) =>
  Object.assign(new DatabaseError('duplicate key (email)=(canary@example.com)', 10, 'error'), {
    code,
    severity: 'ERROR',
    detail: 'canary',
  });

describe('an error of the PostgreSQL server', () => {
  it.each([
    ['23505', 409, 'CONFLICT'],
    ['23503', 409, 'CONFLICT'],
    ['23502', 500, 'INTERNAL_ERROR'],
    ['23514', 500, 'INTERNAL_ERROR'],
    ['22P02', 400, 'BAD_REQUEST'],
    ['22003', 400, 'BAD_REQUEST'],
    ['22021', 400, 'BAD_REQUEST'],
    ['54000', 400, 'BAD_REQUEST'],
    ['22012', 500, 'INTERNAL_ERROR'],
    ['42P01', 500, 'INTERNAL_ERROR'],
    ['28P01', 500, 'INTERNAL_ERROR'],
    ['40001', 503, 'SERVICE_UNAVAILABLE'],
    ['40P01', 503, 'SERVICE_UNAVAILABLE'],
    ['53300', 503, 'SERVICE_UNAVAILABLE'],
    ['57014', 503, 'SERVICE_UNAVAILABLE'],
    ['57P01', 503, 'SERVICE_UNAVAILABLE'],
    ['57P03', 503, 'SERVICE_UNAVAILABLE'],
    ['08006', 503, 'SERVICE_UNAVAILABLE'],
  ])('with SQLSTATE %s is a %i %s without its message', (state, status, code) => {
    const answer = answerOf(sent(state));
    expect(answer).toMatchObject({ status, code });
    expect(JSON.stringify(answer)).not.toContain('canary');
    expect('retry-after' in answer.headers).toBe(status === 503);
  });

  it('keeps its meaning inside the error of a query builder, and only there', () => {
    class DrizzleQueryError extends Error {}
    expect(answerOf(new DrizzleQueryError('Failed query', { cause: sent('23505') }))).toMatchObject({
      status: 409,
    });
    expect(answerOf(new Error('audit failed', { cause: sent('23505') }))).toMatchObject({ status: 500 });
  });

  it('is not suspected behind five letters of somebody else', () => {
    expect(answerOf(Object.assign(new Error('x'), { code: '23505' }))).toMatchObject({ status: 500 });
  });
});
