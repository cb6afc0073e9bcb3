import type { Check } from './checks.ts';
import { CHECK_TIMEOUT } from './probe.ts';

/**
 * A check made from the object itself, recognised by shape: pg, Kysely, Knex, Drizzle, Prisma, TypeORM, Sequelize,
 * mysql2, postgres.js, SQLite, MongoDB, node-redis and ioredis; a function is a check already.
 * `timeout` in ms ends a statement whose driver knows no signal. Throws a `TypeError` for anything else.
 */
export function checkOf(dependency: unknown, name = 'dependency', timeout = CHECK_TIMEOUT): Check {
  const kind = isObject(dependency) ? KINDS.find(({ has }) => has(dependency)) : undefined;
  if (kind !== undefined) return kind.check(dependency as Dependency, name, timeout);
  if (typeof dependency === 'function') return dependency as Check;
  const got = isObject(dependency)
    ? `an object of class \`${dependency.constructor?.name}\``
    : String(dependency);
  throw new TypeError(
    `Health check \`${name}\`: expected a function or a client that can be asked (a pool or client of pg, mysql2, ` +
      `Redis, MongoDB, a query builder), got ${got}; pass a function that throws when the dependency is down`,
  );
}

type Method = (...args: unknown[]) => unknown;
type Dependency = Record<string, Method>;

interface Kind {
  has(dependency: Dependency): unknown;
  check(dependency: Dependency, name: string, timeout: number): Check;
}

/** Order matters: what wraps a driver comes before the driver, and what also has `ping` or `query` before those. */
const KINDS: readonly Kind[] = [
  // Prisma's client is a Proxy that is asked first, before its answers to other names can mislead.
  {
    has: (prisma) => method(prisma, '$queryRawUnsafe'),
    check: (prisma) => () => prisma.$queryRawUnsafe!('select 1'),
  },
  {
    has: (drizzle) => isObject(drizzle.$client),
    check: (drizzle, name, timeout) => checkOf(drizzle.$client, name, timeout),
  },
  {
    has: (kysely) => method(kysely, 'selectNoFrom'),
    check: (kysely) => () => (kysely.selectNoFrom!(one) as Dependency).execute!(),
  },
  // Knex and postgres.js are functions; both would be taken for a check.
  { has: (knex) => method(knex, 'raw') && 'client' in knex, check: (knex) => () => knex.raw!('select 1') },
  {
    has: (sql) => method(sql, 'unsafe') && method(sql, 'begin'),
    check: (sql) => () => sql.unsafe!('select 1'),
  },
  {
    has: (sequelize) => method(sequelize, 'authenticate') && method(sequelize, 'query'),
    check: (sequelize) => () => sequelize.query!('select 1', { logging: false }),
  },
  {
    has: (pg) => method(pg, 'query') && ('totalCount' in pg || 'connectionParameters' in pg),
    check: (pg, _name, timeout) => () => pg.query!({ text: 'select 1', query_timeout: timeout }),
  },
  // A mysql2 pool without promises gives a command that nobody can wait for.
  {
    has: (mysql) => method(mysql, 'query') && method(mysql, 'promise'),
    check: (mysql, _name, timeout) => () =>
      (mysql.promise!() as Dependency).query!({ sql: 'select 1', timeout }),
  },
  { has: (database) => method(database, 'query'), check: (database) => () => database.query!('select 1') },
  {
    has: (sqlite) => method(sqlite, 'prepare') && method(sqlite, 'exec'),
    check: (sqlite) => () => (sqlite.prepare!('select 1') as Dependency).get!(),
  },
  {
    has: (mongo) => method(mongo, 'db') && method(mongo, 'startSession'),
    check: (mongo) => () => (mongo.db!('admin') as Dependency).command!({ ping: 1 }),
  },
  { has: (redis) => method(redis, 'ping'), check: (redis) => (signal) => ping(redis, signal) },
];

/** Redis clients queue commands while they are away; asking then would only add to the queue. */
function ping(redis: Dependency, signal: AbortSignal): unknown {
  const { isReady, status } = redis as { isReady?: unknown; status?: unknown };
  if (isReady === false) throw new Error('The Redis client is not connected');
  if (status === 'reconnecting' || status === 'close' || status === 'end') {
    throw new Error(`The Redis client is not connected: its status is \`${status}\``);
  }
  return method(redis, 'withAbortSignal')
    ? (redis.withAbortSignal!(signal) as Dependency).ping!()
    : redis.ping!();
}

function one(expression: Dependency): unknown {
  return (expression.val!(1) as Dependency).as!('one');
}

function method(dependency: Dependency, name: string): boolean {
  return typeof dependency[name] === 'function';
}

function isObject(value: unknown): value is Dependency {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
