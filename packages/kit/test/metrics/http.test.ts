import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { HttpMetrics } from '../../src/metrics/http.ts';
import { parsePrometheus } from './prometheus-text.ts';

function subject() {
  const registry = new Registry();
  const http = new HttpMetrics(registry);
  const scrape = async () => parsePrometheus(await registry.metrics());
  return { registry, http, scrape };
}

const NAME = 'http_server_request_duration_seconds';

test('durations are a histogram by method, route template and status', async () => {
  const { http, scrape } = subject();
  for (const seconds of [0.004, 0.005, 0.3, 42]) http.observe('GET', '/users/:id', 200, seconds);
  http.observe('POST', '/users', 201, 0.02);

  const { lines, type } = (await scrape()).get(NAME)!;
  expect(type).toBe('histogram');
  const labels = { method: 'GET', route: '/users/:id', status: '200' };
  const at = (name: string, more: object) =>
    lines.find(
      (line) =>
        line.name === name &&
        JSON.stringify(sorted(line.labels)) === JSON.stringify(sorted({ ...labels, ...more })),
    )?.value;
  expect(at(`${NAME}_bucket`, { le: '0.005' }), 'a bound is inclusive').toBe(2);
  expect(at(`${NAME}_bucket`, { le: '0.25' })).toBe(2);
  expect(at(`${NAME}_bucket`, { le: '0.5' })).toBe(3);
  expect(at(`${NAME}_bucket`, { le: '10' })).toBe(3);
  expect(at(`${NAME}_bucket`, { le: '+Inf' })).toBe(4);
  expect(at(`${NAME}_count`, {})).toBe(4);
  expect(at(`${NAME}_sum`, {})).toBeCloseTo(42.309, 9);
  expect(lines.filter(({ name }) => name === `${NAME}_count`)).toHaveLength(2);
});

test('a hundred unmatched paths and any invented method are one series each', async () => {
  const { http, scrape } = subject();
  for (let i = 0; i < 100; i++) http.observe('GET', '', 404, 0.001);
  for (let i = 0; i < 100; i++) http.observe(`BREW${i}`, '', 404, 0.001);
  const counts = (await scrape()).get(NAME)!.lines.filter(({ name }) => name === `${NAME}_count`);
  expect(counts).toEqual([
    { name: `${NAME}_count`, labels: { method: 'GET', route: 'unmatched', status: '404' }, value: 100 },
    { name: `${NAME}_count`, labels: { method: '_OTHER', route: 'unmatched', status: '404' }, value: 100 },
  ]);
});

test('a framework that reports paths instead of templates cannot fill the memory', async () => {
  const { http, scrape } = subject();
  for (let i = 0; i < 3000; i++) http.observe('GET', `/users/${i}`, 200, 0.001);
  const counts = (await scrape()).get(NAME)!.lines.filter(({ name }) => name === `${NAME}_count`);
  expect(counts).toHaveLength(1001);
  expect(counts.find(({ labels }) => labels.route === '_OTHER')!.value).toBe(2000);
});

test('a route with quotes, backslashes and line feeds is escaped', async () => {
  const { http, scrape } = subject();
  const route = '/a"b\\c\nd';
  http.observe('GET', route, 200, 1);
  expect((await scrape()).get(NAME)!.lines[0]!.labels.route).toBe(route);
});

test('requests being served, aborted and malformed ones are counted', async () => {
  const { http, scrape } = subject();
  http.began();
  http.began();
  http.began();
  http.ended('GET', '/slow', 499, 3, true);
  http.ended('GET', undefined, 404, 0.1, false);
  http.malformed++;
  const families = await scrape();
  expect(families.get('http_server_active_requests')!.lines[0]!.value).toBe(1);
  expect(families.get('http_server_aborted_requests_total')!.lines[0]!.value).toBe(1);
  expect(families.get('http_server_malformed_requests_total')!.lines[0]!.value).toBe(1);
  expect(families.get('http_server_malformed_requests_total')!.type).toBe('counter');
});

test('the same numbers can be read as JSON and as OpenMetrics', async () => {
  const { registry, http } = subject();
  http.began();
  http.ended('GET', '/users', 200, 0.1, true);
  const [histogram] = await registry.getMetricsAsJSON();
  expect(histogram!.values.at(-1)).toMatchObject({ metricName: `${NAME}_count`, value: 1 });
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  const text = await registry.metrics();
  expect(text).toContain('# TYPE http_server_aborted_requests counter\nhttp_server_aborted_requests_total 1');
  expect(text.endsWith('# EOF\n')).toBe(true);
});

function sorted(object: object): unknown {
  return Object.entries(object).sort();
}
