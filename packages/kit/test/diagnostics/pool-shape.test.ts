import { Pool } from 'pg';
import { expect, test } from 'vitest';
import { poolOf } from '../../src/diagnostics/pool-shape.ts';

const pool = new Pool({ max: 5 });
const pgState = { total: 0, idle: 0, waiting: 0, max: 5 };

test('a pg pool is read at the moment of asking', () => {
  const counted = { totalCount: 1, idleCount: 1, waitingCount: 0, options: { max: 2 } };
  const reader = poolOf(counted)!;
  expect(reader.read()).toEqual({ total: 1, idle: 1, waiting: 0, max: 2 });
  Object.assign(counted, { totalCount: 2, idleCount: 0, waitingCount: 9 });
  expect(reader.read()).toEqual({ total: 2, idle: 0, waiting: 9, max: 2 });
  expect(poolOf(pool)!.read()).toEqual(pgState);
});

test.each<[string, string, object]>([
  ['Drizzle', 'pg', Object.assign(Object.create(null), { $client: pool })],
  ['TypeORM', 'pg', { driver: { master: pool } }],
  ['Knex, a function', 'tarn', Object.assign(() => {}, { client: { pool: tarn() } })],
  ['mysql2/promise', 'mysql2', { pool: mysql2() }],
  ['Sequelize', 'sequelize-pool', { connectionManager: { pool: sequelizePool() } }],
  [
    'Sequelize with replication',
    'sequelize-pool',
    { connectionManager: { pool: { write: sequelizePool() } } },
  ],
])('the pool inside %s is found', (_name, kind, object) => {
  expect(poolOf(object)?.kind).toBe(kind);
});

test.each<[string, object]>([
  ['tarn', tarn()],
  ['mysql2', mysql2()],
  ['generic-pool', { size: 3, available: 1, borrowed: 2, pending: 4, max: 6 }],
  ['sequelize-pool', sequelizePool()],
  ['undici', { stats: { connected: 3, free: 1, queued: 4 }, [Symbol('connections')]: 6 }],
])('%s is recognised by shape', (kind, object) => {
  const reader = poolOf(object)!;
  expect(reader.kind).toBe(kind);
  expect(reader.pool).toBe(object);
  expect(reader.read()).toEqual({ total: 3, idle: 1, waiting: 4, max: 6 });
});

test('no limit is undefined, however the driver writes it', () => {
  for (const connections of [null, undefined, 0, Infinity]) {
    const undici = { stats: { connected: 0, free: 0, queued: 0 }, [Symbol('connections')]: connections };
    expect(poolOf(undici)!.read().max).toBeUndefined();
  }
});

test('anything else is no pool', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.pool = cyclic;
  for (const other of [undefined, null, 7, 'pool', {}, () => {}, new Map(), { stats: null }, cyclic]) {
    expect(poolOf(other)).toBeUndefined();
  }
});

function tarn(): object {
  return { max: 6, numUsed: () => 2, numFree: () => 1, numPendingAcquires: () => 4 };
}

function mysql2(): object {
  const [_allConnections, _freeConnections, _connectionQueue] = [3, 1, 4].map((length) => ({ length }));
  return { _allConnections, _freeConnections, _connectionQueue, config: { connectionLimit: 6 } };
}

function sequelizePool(): object {
  return { size: 3, available: 1, using: 2, waiting: 4, maxSize: 6 };
}
