import type { Visit } from '../target/visit.ts';

/** A pool at one moment. `max` is `undefined` when it has no limit. */
export interface PoolState {
  total: number;
  idle: number;
  waiting: number;
  max: number | undefined;
}

/** Teaches the visit what pools look like: pg, mysql2, tarn (Knex), generic-pool, Sequelize's, redis, ioredis, undici. */
export function knowPools(visit: Visit): void {
  // oxlint-disable-next-line typescript/no-explicit-any -- foreign objects, read by shape
  type Shape = any;
  interface Kind {
    kind: string;
    /** From own properties alone: a getter may do anything. */
    has(value: object): boolean;
    read(pool: Shape): PoolState;
  }
  const own = (value: object, property: PropertyKey): Shape =>
    Object.getOwnPropertyDescriptor(value, property)?.value;
  /** undici hides everything behind symbols. */
  const hidden = (value: object, name: string): Shape => {
    const symbol = Object.getOwnPropertySymbols(value).find(({ description }) => description === name);
    return symbol === undefined ? undefined : own(value, symbol);
  };
  const isNumber = (value: unknown) => typeof value === 'number';
  const size = (list: Shape): number | undefined => list?.length ?? list?.size;
  const limit = (max: unknown) =>
    typeof max === 'number' && max > 0 && Number.isFinite(max) ? max : undefined;
  const counts = (value: object, name: string): boolean => {
    for (let at: unknown = Object.getPrototypeOf(value); at !== null; at = Object.getPrototypeOf(at))
      if (Object.getOwnPropertyDescriptor(at, name)?.get !== undefined) return true;
    return false;
  };
  const KINDS: readonly Kind[] = [
    {
      kind: 'pg',
      has: (value) =>
        Array.isArray(own(value, '_clients')) && Array.isArray(own(value, '_idle')) && own(value, 'options'),
      read: ({ _clients, _idle, _pendingQueue, options }) => ({
        total: _clients.length,
        idle: _idle.length,
        waiting: _pendingQueue?.length ?? 0,
        max: limit(options.max),
      }),
    },
    {
      kind: 'mysql2',
      has: (value) =>
        isNumber(size(own(value, '_allConnections'))) && isNumber(size(own(value, '_freeConnections'))),
      read: ({ _allConnections, _freeConnections, _connectionQueue, config }) => ({
        total: size(_allConnections) ?? 0,
        idle: size(_freeConnections) ?? 0,
        waiting: size(_connectionQueue) ?? 0,
        max: limit(config?.connectionLimit),
      }),
    },
    {
      kind: 'tarn',
      has: (value) =>
        Array.isArray(own(value, 'used')) && Array.isArray(own(value, 'free')) && isNumber(own(value, 'max')),
      read: ({ used, free, pendingAcquires, max }) => ({
        total: used.length + free.length,
        idle: free.length,
        waiting: size(pendingAcquires) ?? 0,
        max: limit(max),
      }),
    },
    {
      kind: 'generic-pool',
      has: (value) =>
        own(value, '_config') && own(value, '_waitingClientsQueue') && own(value, '_availableObjects'),
      read: ({ size: total, available, pending, max }) => ({
        total,
        idle: available,
        waiting: pending,
        max: limit(max),
      }),
    },
    {
      kind: 'sequelize-pool',
      has: (value) =>
        own(value, '_availableObjects') && own(value, '_inUseObjects') && own(value, '_pendingAcquires'),
      read: ({ size: total, available, waiting, maxSize }) => ({
        total,
        idle: available,
        waiting,
        max: limit(maxSize),
      }),
    },
    {
      kind: 'redis',
      // Everything in it is private but these getters, which do nothing but count.
      has: (value) => counts(value, 'totalClients') && counts(value, 'tasksQueueLength'),
      read: ({ totalClients, idleClients, tasksQueueLength }) => ({
        total: totalClients,
        idle: idleClients,
        waiting: tasksQueueLength,
        max: undefined,
      }),
    },
    {
      // One connection; who waits, waits for it to be there.
      kind: 'ioredis',
      has: (value) => own(value, 'offlineQueue') && own(value, 'commandQueue') && own(value, 'connector'),
      read: ({ offlineQueue }) => {
        const waiting = size(offlineQueue) ?? 0;
        return { total: 1, idle: waiting > 0 ? 0 : 1, waiting, max: 1 };
      },
    },
    {
      kind: 'undici',
      has: (value) => Array.isArray(hidden(value, 'clients')) && isNumber(hidden(value, 'queued')),
      read: (pool) => {
        const waiting = hidden(pool, 'queued') as number;
        const clients = hidden(pool, 'clients') as unknown[];
        return {
          total: clients.length,
          // Which of them are busy is told by getters alone; while somebody waits all are.
          idle: waiting > 0 ? 0 : clients.length,
          waiting,
          max: limit(hidden(pool, 'connections')),
        };
      },
    },
  ];
  /** Where to, never with whom or by which password. */
  function target({ options, config }: Shape): string | undefined {
    const told = options ?? config?.connectionConfig;
    if (typeof told?.connectionString === 'string') {
      try {
        const { host, pathname } = new URL(told.connectionString as string);
        return host + pathname;
      } catch {
        return undefined;
      }
    }
    return told?.host === undefined && told?.database === undefined
      ? undefined
      : `${told.host ?? 'localhost'}:${told.port ?? ''}/${told.database ?? ''}`;
  }
  visit.poolOf = (value, path) => {
    const kind = KINDS.find(({ has }) => has(value));
    if (kind === undefined) return undefined;
    const read = () => kind.read(value);
    // What cannot be read is no pool that we know.
    read();
    return { path, kind: kind.kind, pool: value, to: target(value), read };
  };
}
