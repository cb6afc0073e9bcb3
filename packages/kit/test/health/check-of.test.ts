import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Pool } from 'pg';
import { createClient } from 'redis';
import { afterEach, expect, test } from 'vitest';
import { checkOf } from '../../src/health/check-of.ts';
import { HealthChecks } from '../../src/health/checks.ts';

const { signal } = new AbortController();
const open: Server[] = [];

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function serverThat(answer: (text: string) => string | undefined): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const reply = answer(data.toString('latin1'));
      if (reply !== undefined) socket.write(reply);
    });
  }).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('a function is used as it is', () => {
  expect(checkOf(never)).toBe(never);
});

test('a pg pool whose server refuses connections is down', async () => {
  const pool = new Pool({ host: '127.0.0.1', port: 1 });
  await expect(checkOf(pool)(signal)).rejects.toThrow('ECONNREFUSED');
});

test('a pg pool whose server never says a word is down in time', async () => {
  const port = await serverThat(() => undefined);
  const pool = new Pool({ host: '127.0.0.1', port });
  pool.on('error', () => {});
  const checks = new HealthChecks({ required: { pool }, timeout: 100 });
  expect((await checks.run()).checks).toEqual({ pool: 'down' });
});

test('pg gets a statement with a limit, since it knows no signal', () => {
  const asked: unknown[] = [];
  const pool = Object.assign(new Pool(), { query: (query: unknown) => asked.push(query) });
  checkOf(pool, 'database', 300)(signal);
  expect(asked).toEqual([{ text: 'select 1', query_timeout: 300 }]);
});

test('a node-redis client is pinged, and is down while it is not connected', async () => {
  let pings = 0;
  const port = await serverThat((text) =>
    text
      .split(/(?=\*\d+\r\n)/)
      .map((command) => {
        if (!command.includes('PING')) return '+OK\r\n';
        pings++;
        return '+PONG\r\n';
      })
      .join(''),
  );
  const client = createClient({ url: `redis://127.0.0.1:${port}`, RESP: 2 });
  client.on('error', () => {});
  const check = checkOf(client);
  expect(() => check(signal)).toThrow('not connected');
  await client.connect();
  expect(await check(signal)).toBe('PONG');
  expect(pings).toBe(1);
  client.destroy();
  expect(() => check(signal)).toThrow('not connected');
});

test('an ioredis client is not asked while it reconnects', () => {
  const client = { status: 'reconnecting', ping: () => 'PONG' };
  expect(() => checkOf(client)(signal)).toThrow('`reconnecting`');
  client.status = 'ready';
  expect(checkOf(client)(signal)).toBe('PONG');
});

test.each<[string, () => object, unknown]>([
  ['Prisma', () => ({ $queryRawUnsafe: (sql: string) => sql }), 'select 1'],
  ['Drizzle', () => ({ $client: { query: (sql: unknown) => sql } }), 'select 1'],
  [
    'Kysely',
    () => ({ selectNoFrom: (make: (expression: object) => unknown) => ({ execute: () => make({ val }) }) }),
    { one: 1 },
  ],
  ['Knex, a function', () => Object.assign(() => {}, { client: {}, raw: (sql: string) => sql }), 'select 1'],
  [
    'postgres.js, a function',
    () => Object.assign(() => {}, { begin() {}, unsafe: (sql: string) => sql }),
    'select 1',
  ],
  [
    'Sequelize',
    () => ({ authenticate() {}, query: (...args: unknown[]) => args }),
    ['select 1', { logging: false }],
  ],
  ['TypeORM', () => ({ query: (sql: string) => sql }), 'select 1'],
  [
    'mysql2 without promises',
    () => ({ query() {}, promise: () => ({ query: (query: object) => query }) }),
    { sql: 'select 1', timeout: 900 },
  ],
  ['SQLite', () => ({ exec() {}, prepare: (sql: string) => ({ get: () => sql }) }), 'select 1'],
  [
    'MongoDB',
    () => ({ startSession() {}, db: (name: string) => ({ command: (command: object) => [name, command] }) }),
    ['admin', { ping: 1 }],
  ],
])('%s is asked in its own way', (_name, make, expected) => {
  expect(checkOf(make())(signal)).toEqual(expected);
});

test('anything else is refused at start, with what was expected and what was given', () => {
  class Mailer {
    readonly from = 'team@example.org';
  }
  expect(() => new HealthChecks({ required: { mail: new Mailer() } })).toThrow(
    /Health check `mail`: expected a function or a client .* got an object of class `Mailer`; pass a function/,
  );
  expect(() => checkOf(undefined, 'mail')).toThrow('got undefined');
});

function never(): Promise<void> {
  return new Promise(() => {});
}

/** Kysely's expression builder, as far as a constant needs it. */
function val(value: number) {
  return { as: (name: string) => ({ [name]: value }) };
}
