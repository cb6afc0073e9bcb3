import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Finding, FindingRule } from '../../src/diagnostics/finding.ts';
import { watch, type WatchOptions } from '../../src/diagnostics/watch.ts';
import { poolWithoutServer } from './fake-pg.ts';

function watching(options: WatchOptions = {}) {
  const found = new EventEmitter();
  const told: Finding[] = [];
  const watcher = watch({
    interval: 20,
    ...options,
    on(finding) {
      told.push(finding);
      found.emit(finding.rule, finding);
    },
  });
  const next = async (rule: FindingRule): Promise<Finding> => {
    const known = told.find((finding) => finding.rule === rule);
    return known ?? ((await once(found, rule, { signal: AbortSignal.timeout(10_000) }))[0] as Finding);
  };
  return Object.assign(watcher, { told, next });
}

class OrderBus extends EventEmitter {}

test('a leaking emitter is named with its event, its count and the line that adds the listeners', async () => {
  using watcher = watching();
  const bus = new OrderBus();
  const subscribe = () => bus.on('order.created', () => {});
  for (let i = 0; i < 11; i++) subscribe();
  const finding = await watcher.next('listener-leak');
  expect(finding).toMatchObject({
    severity: 'warn',
    evidence: { emitter: 'OrderBus', event: 'order.created', count: 11 },
    site: expect.stringMatching(/watch\.test\.ts:\d+$/),
  });
  expect(finding.summary).toContain('OrderBus has 11 listeners for `order.created`, added at ');

  for (let i = 0; i < 200; i++) subscribe();
  await expect.poll(() => watcher.told.at(-1)!.evidence.count).toBe(211);
  expect(watcher.told.at(-1)!.severity).toBe('error');
});

test('a leak that does not grow is told once', async () => {
  using watcher = watching();
  const bus = new OrderBus();
  for (let i = 0; i < 12; i++) bus.on('tick', () => {});
  await watcher.next('listener-leak');
  await delay(100);
  expect(watcher.told).toHaveLength(1);
  expect(watcher.counts().get('listener-leak')).toBe(1);
});

test('a leak on an event target and one on a watched pool are named too', async () => {
  const pool = poolWithoutServer({ max: 1 });
  using watcher = watching({ pools: { main: pool } });
  for (let i = 0; i < 11; i++) pool.on('error', () => {});
  expect((await watcher.next('listener-leak')).evidence.emitter).toBe('BoundPool `main`');

  using other = watching();
  const target = new EventTarget();
  for (let i = 0; i < 11; i++) target.addEventListener('change', () => {});
  expect((await other.next('listener-leak')).evidence).toEqual({
    emitter: 'EventTarget',
    event: 'change',
    count: 11,
  });
});

test('an exhausted pool is told with who holds longest and the size it would need', async () => {
  const pool = poolWithoutServer({ max: 2 });
  using watcher = watching({ pools: { main: pool } });
  const quick = await pool.connect();
  quick.release();
  const held = [await pool.connect(), await pool.connect()];
  const waiting = Array.from({ length: 5 }, () => pool.connect());

  const finding = await watcher.next('pool-exhausted');
  expect(finding.severity).toBe('error');
  expect(finding.evidence).toMatchObject({ pool: 'main', total: 2, idle: 0, waiting: 5, max: 2 });
  expect(finding.evidence.longestHoldMs).toBeTypeOf('number');
  expect(finding.evidence.suggestedMax).toBeTypeOf('number');
  expect(finding.evidence.arrivalsPerSecond).toBeGreaterThan(0);
  expect(finding.summary).toMatch(
    /^Pool `main` is exhausted: 2 of 2 connections in use, 5 waiting; the longest is held for \d+ ms; one is held for \d+ ms, taken at .*watch\.test\.ts:\d+$/,
  );
  expect(finding.fix).toContain("Little's law");

  await delay(100);
  expect(
    watcher.told.filter(({ rule }) => rule === 'pool-exhausted'),
    'one line, not one per look',
  ).toHaveLength(1);
  expect(watcher.counts().get('pool-exhausted')).toBeGreaterThan(1);
  for (const client of held) client.release();
  for (const client of waiting) (await client).release();
});

test('a full pool that nobody waits for is no finding', async () => {
  const pool = poolWithoutServer({ max: 1 });
  using watcher = watching({ pools: { main: pool } });
  const client = await pool.connect();
  await delay(100);
  client.release();
  expect(watcher.findings()).toEqual([]);
});

test('a connection that is never given back is told with the line that took it', async () => {
  const pool = poolWithoutServer({ max: 1 });
  using watcher = watching({ pools: { main: pool }, leakAfter: 50 });
  await pool.connect();
  const finding = await watcher.next('pool-leak');
  expect(finding.site).toMatch(/watch\.test\.ts:\d+$/);
  expect(finding.evidence.heldMs).toBeGreaterThanOrEqual(50);
});

test('a pool that cannot be read is told once', async () => {
  class Sessions {
    readonly open = new Map();
  }
  using watcher = watching({ pools: { sessions: new Sessions() }, interval: 1 });
  expect((await watcher.next('pool-unknown')).summary).toContain('got `Sessions`');
});

test('an object that throws when it is looked at does not stop the service nor the other watchers', async () => {
  const pool = poolWithoutServer({ max: 1 });
  const nasty = {
    idleCount: 0,
    waitingCount: 0,
    on() {},
    removeListener() {},
    connect() {},
    reads: 0,
    get totalCount() {
      if (this.reads++ > 0) throw new Error('no');
      return 0;
    },
  };
  const lines: string[] = [];
  const log = { info() {}, warn() {}, error: (_fields: object, message: string) => void lines.push(message) };
  using watcher = watching({ pools: { nasty, main: pool }, leakAfter: 50, log });
  await pool.connect();
  await watcher.next('pool-leak');
  expect(lines).toContain('Stopped watching something that cannot be read');
});

test('a blocked event loop is told with how long', async () => {
  using watcher = watching();
  await delay(60);
  const until = performance.now() + 1200;
  while (performance.now() < until);
  const finding = await watcher.next('loop-blocked');
  expect(finding.severity).toBe('error');
  expect(finding.evidence.maxMs).toBeGreaterThanOrEqual(1000);
});

test('a crash is counted once, however many ways it is heard of', () => {
  using watcher = watching();
  const error = new TypeError('x is not a function');
  watcher.crashed(error, 'unhandledRejection');
  watcher.crashed(error, 'uncaughtException');
  watcher.crashed(Object.create(null), 'unhandledRejection');
  expect([...watcher.counts()]).toEqual([['unhandled-rejections', 2]]);
  expect(watcher.findings()[0]).toMatchObject({
    rule: 'unhandled-rejections',
    evidence: { name: 'TypeError', message: 'x is not a function' },
    site: expect.stringMatching(/watch\.test\.ts:\d+$/),
  });
});

test('disposing takes every listener, timer and wrapper back', () => {
  const pool = poolWithoutServer({ max: 1 });
  const before = [process.listenerCount('warning'), process.listenerCount('uncaughtExceptionMonitor')];
  const watcher = watch({ pools: { main: pool } });
  watcher[Symbol.dispose]();
  expect([process.listenerCount('warning'), process.listenerCount('uncaughtExceptionMonitor')]).toEqual(
    before,
  );
  expect(Object.hasOwn(pool, 'connect')).toBe(false);
  expect(pool.eventNames()).toEqual([]);
});
