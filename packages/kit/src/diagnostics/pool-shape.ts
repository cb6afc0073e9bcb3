/** A pool at one moment. `max` is `undefined` when the pool has no limit. */
export interface PoolState {
  total: number;
  idle: number;
  waiting: number;
  max: number | undefined;
}

export type PoolKind = 'pg' | 'mysql2' | 'tarn' | 'generic-pool' | 'sequelize-pool' | 'undici';

/** The pool found in an object, and how to read it. */
export interface PoolReader {
  readonly kind: PoolKind;
  /** The driver's own pool, inside of what was given. */
  readonly pool: object;
  read(): PoolState;
}

/**
 * Finds the pool in an object by shape: pg, mysql2, tarn, generic-pool, sequelize-pool, undici, or one of them inside
 * Knex, Drizzle, TypeORM or Sequelize. `undefined` when there is none: Kysely hides its pool, and postgres.js counts
 * nothing, so for Kysely give the pool that its dialect was given.
 */
export function poolOf(object: unknown): PoolReader | undefined {
  return find(object, 3);
}

// oxlint-disable-next-line typescript/no-explicit-any -- read by shape, after `has` has looked at it
type Shape = any;

interface Kind {
  kind: PoolKind;
  has(pool: Shape): boolean;
  read(pool: Shape): PoolState;
}

const KINDS: readonly Kind[] = [
  {
    kind: 'pg',
    has: (pool) => isNumber(pool.totalCount) && isNumber(pool.idleCount) && isNumber(pool.waitingCount),
    read: ({ totalCount, idleCount, waitingCount, options }) => ({
      total: totalCount,
      idle: idleCount,
      waiting: waitingCount,
      max: limit(options?.max),
    }),
  },
  {
    kind: 'mysql2',
    has: (pool) => isNumber(pool._allConnections?.length) && isNumber(pool._freeConnections?.length),
    read: ({ _allConnections, _freeConnections, _connectionQueue, config }) => ({
      total: _allConnections.length,
      idle: _freeConnections.length,
      waiting: _connectionQueue?.length ?? 0,
      max: limit(config?.connectionLimit),
    }),
  },
  {
    kind: 'tarn',
    has: (pool) => typeof pool.numUsed === 'function' && typeof pool.numPendingAcquires === 'function',
    read: (pool) => ({
      total: pool.numUsed() + pool.numFree(),
      idle: pool.numFree(),
      waiting: pool.numPendingAcquires(),
      max: limit(pool.max),
    }),
  },
  {
    kind: 'generic-pool',
    has: (pool) =>
      isNumber(pool.size) && isNumber(pool.available) && isNumber(pool.pending) && isNumber(pool.borrowed),
    read: ({ size, available, pending, max }) => ({
      total: size,
      idle: available,
      waiting: pending,
      max: limit(max),
    }),
  },
  {
    kind: 'sequelize-pool',
    has: (pool) =>
      isNumber(pool.size) && isNumber(pool.available) && isNumber(pool.using) && isNumber(pool.waiting),
    read: ({ size, available, waiting, maxSize }) => ({
      total: size,
      idle: available,
      waiting,
      max: limit(maxSize),
    }),
  },
  {
    kind: 'undici',
    has: ({ stats }) => isNumber(stats?.connected) && isNumber(stats.free) && isNumber(stats.queued),
    read: (pool) => {
      const { connected, free, queued } = pool.stats;
      return { total: connected, idle: free, waiting: queued, max: undiciLimit(pool) };
    },
  },
];

/** Where wrappers keep their pool: mysql2/promise and Sequelize, Knex, Drizzle, TypeORM with pg, node-redis and others. */
const INSIDE = ['pool', 'client', '$client', 'driver', 'master', 'connectionManager', 'write'] as const;

function find(object: Shape, depth: number): PoolReader | undefined {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) return undefined;
  const kind = KINDS.find(({ has }) => has(object));
  if (kind !== undefined) return { kind: kind.kind, pool: object, read: () => kind.read(object) };
  if (depth === 0) return undefined;
  for (const name of INSIDE) {
    const found = find(object[name], depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** Drivers write "no limit" as 0, null or Infinity. */
function limit(max: unknown): number | undefined {
  return isNumber(max) && max > 0 && Number.isFinite(max) ? max : undefined;
}

/** undici tells its limit to nobody but itself. */
function undiciLimit(pool: Shape): number | undefined {
  const symbol = Object.getOwnPropertySymbols(pool).find(({ description }) => description === 'connections');
  return symbol === undefined ? undefined : limit(pool[symbol]);
}
