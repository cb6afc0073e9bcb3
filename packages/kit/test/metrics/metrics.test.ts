import type { IncomingMessage } from 'node:http';
import { Pool } from 'pg';
import { Counter } from 'prom-client';
import { expect, test } from 'vitest';
import { watch } from '../../src/diagnostics/watch.ts';
import { HealthChecks } from '../../src/health/checks.ts';
import { createMetrics, type Metrics } from '../../src/metrics/metrics.ts';
import { parsePrometheus } from './prometheus-text.ts';

async function scrape({ endpoint }: Metrics) {
  const { status, headers, body } = await endpoint.answer({} as IncomingMessage);
  return { status, headers, body, families: parsePrometheus(body) };
}

test('/metrics is well-formed Prometheus text that nobody caches', async () => {
  const metrics = createMetrics();
  expect(metrics.endpoint.path).toBe('/metrics');
  metrics.http.observe('GET', '/users', 200, 0.01);
  const { status, headers } = await scrape(metrics);
  expect(status).toBe(200);
  expect(headers).toEqual({
    'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    'cache-control': 'no-store',
  });
});

test('the path is an option', () => {
  expect(createMetrics({ path: '/internal/metrics' }).endpoint.path).toBe('/internal/metrics');
});

test('the process, its event loop, garbage collector, heap and handles are measured', async () => {
  const { families } = await scrape(createMetrics());
  for (const name of [
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_eventloop_utilization',
    'nodejs_gc_duration_seconds',
    'nodejs_heap_size_used_bytes',
    'nodejs_active_handles',
  ]) {
    expect([...families.keys()]).toContain(name);
  }
  const utilization = families.get('nodejs_eventloop_utilization')!.lines[0]!.value;
  expect(utilization).toBeGreaterThanOrEqual(0);
  expect(utilization).toBeLessThanOrEqual(1);
});

test('two scrapes in a row are well-formed although nothing was measured between them', async () => {
  const metrics = createMetrics();
  await scrape(metrics);
  const { body } = await scrape(metrics);
  expect(body).not.toContain('Nan');
});

test('a counter of the application appears next to the others', async () => {
  const metrics = createMetrics();
  const orders = new Counter({
    name: 'orders_total',
    help: 'Orders.',
    labelNames: ['plan'],
    registers: [metrics.registry],
  });
  orders.inc({ plan: 'pro' }, 3);
  const { families } = await scrape(metrics);
  expect(families.get('orders_total')!.lines).toEqual([
    { name: 'orders_total', labels: { plan: 'pro' }, value: 3 },
  ]);
});

test('two services in one process do not share their numbers', async () => {
  const [one, two] = [createMetrics(), createMetrics()];
  one.http.observe('GET', '/users', 200, 0.01);
  const { families } = await scrape(two);
  expect(families.get('http_server_request_duration_seconds')!.lines).toEqual([]);
});

test('a pg pool is read at every scrape', async () => {
  const pool = new Pool({ max: 7 });
  const metrics = createMetrics({ pools: { main: pool } });
  const { families } = await scrape(metrics);
  expect(families.get('pool_connections')!.lines.map(({ labels, value }) => [labels, value])).toEqual([
    [{ pool: 'main', state: 'total' }, 0],
    [{ pool: 'main', state: 'idle' }, 0],
    [{ pool: 'main', state: 'used' }, 0],
  ]);
  expect(families.get('pool_waiting')!.lines).toEqual([
    { name: 'pool_waiting', labels: { pool: 'main' }, value: 0 },
  ]);
  expect(families.get('pool_max')!.lines).toEqual([{ name: 'pool_max', labels: { pool: 'main' }, value: 7 }]);
});

test('a pool that its wrapper makes later appears then', async () => {
  const database: { driver: { master?: object } } = { driver: {} };
  const metrics = createMetrics({ pools: { main: database } });
  expect((await scrape(metrics)).families.get('pool_max')!.lines).toEqual([]);
  database.driver.master = new Pool({ max: 4 });
  expect((await scrape(metrics)).families.get('pool_max')!.lines[0]!.value).toBe(4);
});

test('dependencies and findings are shown, and scraping asks no dependency', async () => {
  let calls = 0;
  const checks = new HealthChecks({
    required: { database: () => void calls++ },
    optional: { cache: () => false },
  });
  using watching = watch();
  const metrics = createMetrics({}, { checks, watch: watching });
  await scrape(metrics);
  expect(calls).toBe(0);
  await checks.run();
  watching.crashed(new Error('lost'), 'unhandledRejection');
  const { families } = await scrape(metrics);
  expect(families.get('health_check_up')!.lines.map(({ labels, value }) => [labels.check, value])).toEqual([
    ['cache', 0],
    ['database', 1],
  ]);
  expect(families.get('seaworthy_findings_total')!.lines).toEqual([
    { name: 'seaworthy_findings_total', labels: { rule: 'unhandled-rejections' }, value: 1 },
  ]);
});
