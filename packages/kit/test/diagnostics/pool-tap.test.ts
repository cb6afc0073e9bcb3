import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { PoolHolders } from '../../src/diagnostics/pool-holders.ts';
import { poolOf } from '../../src/diagnostics/pool-shape.ts';
import { tapPool } from '../../src/diagnostics/pool-tap.ts';
import { siteOf } from '../../src/diagnostics/site.ts';
import { poolWithoutServer } from './fake-pg.ts';

function tapped(pool: object, sites = true) {
  const holders = new PoolHolders();
  const untap = tapPool(poolOf(pool)!, holders, sites);
  const places = () => holders.longest().map(({ mark }) => siteOf(mark?.stack)?.replace(/.*\//, ''));
  return { holders, untap, places };
}

test('a pg pool: who holds a client, for how long, and the line that took it', async () => {
  const pool = poolWithoutServer({ max: 2 });
  const { holders, untap, places } = tapped(pool);
  const first = await pool.connect();
  const second = await takeAnother();
  expect(holders.taken).toBe(2);
  expect(places()[1]).toMatch(/^pool-tap\.test\.ts:\d+$/);

  first.release();
  second.release(new Error('broken'));
  expect(holders.longest()).toEqual([]);
  expect(holders.times().count).toBe(2);

  untap();
  expect(Object.hasOwn(pool, 'connect')).toBe(false);
  expect(pool.listenerCount('acquire') + pool.listenerCount('release')).toBe(0);

  async function takeAnother() {
    return pool.connect();
  }
});

test('a pg pool: callbacks get what they got before', async () => {
  const pool = poolWithoutServer({ max: 1 });
  const { places } = tapped(pool);
  const args = await new Promise<unknown[]>((resolve) => pool.connect((...given) => resolve(given)));
  expect(args[0]).toBeUndefined();
  expect(args[2]).toBeTypeOf('function');
  expect(places()).toEqual([expect.stringMatching(/^pool-tap\.test\.ts:\d+$/)]);
});

test('no line is remembered while the pool is less than half used, nor when it is not wanted', async () => {
  const large = poolWithoutServer({ max: 10 });
  const one = tapped(large);
  await large.connect();
  expect(one.places()).toEqual([undefined]);

  const small = poolWithoutServer({ max: 1 });
  const other = tapped(small, false);
  await small.connect();
  expect(other.places()).toEqual([undefined]);
});

test('a pool that somebody wrapped again meanwhile keeps working after the watch has ended', async () => {
  const pool = poolWithoutServer({ max: 1 });
  const { untap } = tapped(pool);
  const ours = pool.connect;
  const theirs = function (this: unknown, ...args: never[]) {
    return (ours as (...args: unknown[]) => unknown).apply(this, args);
  };
  pool.connect = theirs as never;
  untap();
  expect(pool.connect).toBe(theirs);
  expect(await pool.connect()).toBeDefined();
});

test('mysql2: connections that go from one caller straight to the next are counted', () => {
  const connection = {};
  const queue: ((error: unknown, connection: object) => void)[] = [];
  const pool = {
    _allConnections: [connection],
    _freeConnections: [],
    _connectionQueue: queue,
    config: { connectionLimit: 1 },
    getConnection: (callback: (error: unknown, connection: object) => void) => void queue.push(callback),
    releaseConnection: (_connection: object) => queue.shift()?.(null, connection),
  };
  const { holders, places } = tapped(pool);
  const got: object[] = [];
  pool.getConnection((_error, taken) => got.push(taken));
  pool.getConnection((_error, taken) => got.push(taken));
  queue.shift()!(null, connection);
  pool.releaseConnection(connection);
  expect(got).toEqual([connection, connection]);
  expect(holders.taken).toBe(2);
  expect(holders.times().count).toBe(1);
  expect(places()).toEqual([expect.stringMatching(/^pool-tap\.test\.ts:\d+$/)]);
});

test('tarn: its own events tell the caller and the resource', () => {
  const resource = {};
  const pool = Object.assign(new EventEmitter(), {
    max: 1,
    numUsed: () => 0,
    numFree: () => 0,
    numPendingAcquires: () => 1,
  });
  const { holders, untap, places } = tapped(pool);
  pool.emit('acquireRequest', 1);
  pool.emit('acquireRequest', 2);
  pool.emit('acquireSuccess', 1, resource);
  pool.emit('acquireFail', 2, new Error('timeout'));
  expect(places()).toEqual([expect.stringMatching(/^pool-tap\.test\.ts:\d+$/)]);
  pool.emit('release', resource);
  expect(holders.times().count).toBe(1);
  untap();
  expect(pool.eventNames()).toEqual([]);
});

test('generic-pool: acquire, release and destroy are followed', async () => {
  class GenericPool {
    size = 2;
    available = 0;
    borrowed = 2;
    pending = 0;
    max = 2;
    async acquire() {
      return {};
    }
    async release(_resource: object) {}
    async destroy(_resource: object) {}
  }
  const pool = new GenericPool();
  const { holders, untap, places } = tapped(pool);
  const [first, second] = [await pool.acquire(), await pool.acquire()];
  expect(places()).toEqual([expect.stringMatching(/^pool-tap/), expect.stringMatching(/^pool-tap/)]);
  await pool.release(first);
  await pool.destroy(second);
  expect(holders.times().count).toBe(2);
  untap();
  expect(Object.hasOwn(pool, 'acquire')).toBe(false);
});
