import pg from 'pg';
import { createClientPool } from 'redis';
import { expect, it } from 'vitest';
import { knowPools } from '../../src/doctor/probes/know-pools.ts';
import type { Visit } from '../../src/doctor/target/visit.ts';

const visit = {} as Visit;
knowPools(visit);
const seen = (value: object) => {
  const pool = visit.poolOf(value, '');
  return pool && { kind: pool.kind, to: pool.to, ...pool.read() };
};

it('knows the pool of pg, and where it connects to, without the password', () => {
  const pool = new pg.Pool({ connectionString: 'postgres://ada:secret@db.example:5433/users', max: 7 });
  expect(seen(pool)).toEqual({
    kind: 'pg',
    to: 'db.example:5433/users',
    total: 0,
    idle: 0,
    waiting: 0,
    max: 7,
  });
});

it('knows the pool of redis', () => {
  const pool = createClientPool({ url: 'redis://127.0.0.1:1' });
  expect(seen(pool)).toMatchObject({ kind: 'redis', total: 0, idle: 0, waiting: 0 });
});

it.for([
  [
    'mysql2',
    { _allConnections: [1, 2], _freeConnections: [1], _connectionQueue: [], config: { connectionLimit: 4 } },
    [2, 1, 0, 4],
  ],
  ['tarn', { used: [1, 2], free: [], pendingAcquires: [1, 2, 3], max: 2 }, [2, 0, 3, 2]],
  [
    'generic-pool',
    {
      _config: {},
      _waitingClientsQueue: {},
      _availableObjects: {},
      size: 3,
      available: 1,
      pending: 0,
      max: 5,
    },
    [3, 1, 0, 5],
  ],
  [
    'sequelize-pool',
    {
      _availableObjects: {},
      _inUseObjects: {},
      _pendingAcquires: {},
      size: 3,
      available: 0,
      waiting: 9,
      maxSize: 3,
    },
    [3, 0, 9, 3],
  ],
  ['ioredis', { offlineQueue: { length: 12 }, commandQueue: { length: 0 }, connector: {} }, [1, 0, 12, 1]],
] as const)('knows the shape of %s', ([kind, value, [total, idle, waiting, max]]) => {
  expect(seen(value)).toMatchObject({ kind, total, idle, waiting, max });
});

it('knows the pool of undici behind its symbols, and who waits for it', () => {
  const pool = { [Symbol('clients')]: [{}, {}], [Symbol('queued')]: 5, [Symbol('connections')]: 2 };
  expect(seen(pool)).toMatchObject({ kind: 'undici', total: 2, idle: 0, waiting: 5, max: 2 });
});

it('takes nothing else for a pool, and runs no getter of it', () => {
  const trap = Object.defineProperty({}, '_clients', {
    get: () => {
      throw new Error('a getter was run');
    },
  });
  for (const value of [trap, {}, [], new Map(), { options: {} }, { free: [], used: [] }])
    expect(seen(value)).toBeUndefined();
});
