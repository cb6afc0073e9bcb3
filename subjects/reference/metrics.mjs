import { defect } from './defect.mjs';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']);
/** By label text: requests with these labels, the sum of their seconds, and how many fell into each bucket. */
const series = new Map();
let skip = false;

/** Counts one request, by method, route template and status. */
export function observeRequest({ request, route }, status, durationMs) {
  if (defect('metrics/count-truly') && (skip = !skip)) return;
  const method = METHODS.has(request.method) ? request.method : 'OTHER';
  const template = defect('metrics/unknown-paths-add-no-series') ? request.url : (route ?? 'unmatched');
  const labels = `method="${method}",route="${escape(template)}",status="${status}"`;
  let one = series.get(labels);
  if (one === undefined) series.set(labels, (one = { count: 0, sum: 0, buckets: BUCKETS.map(() => 0) }));
  const value = defect('metrics/durations-are-seconds') ? durationMs : durationMs / 1000;
  one.count += 1;
  one.sum += value;
  const bucket = BUCKETS.findIndex((most) => value <= most);
  if (bucket !== -1) one.buckets[bucket] += 1;
}

/** The route that exposes them, as Prometheus text (version 0.0.4). */
export function metricsRoutes(state) {
  if (defect('metrics/are-exposed')) return {};
  const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };
  return { '/metrics': { GET: () => ({ headers, body: exposition(state) }) } };
}

function exposition(state) {
  const lines = [
    '# HELP http_requests_total Requests that were answered or given up.',
    '# TYPE http_requests_total counter',
    ...[...series].map(([labels, { count }]) => `http_requests_total{${labels}} ${count}`),
    '# HELP http_request_duration_seconds From the head of a request to the end of its response.',
    '# TYPE http_request_duration_seconds histogram',
    ...[...series].flatMap(([labels, one]) => histogram(labels, one)),
    '# HELP http_requests_in_flight Requests that are open.',
    '# TYPE http_requests_in_flight gauge',
    `http_requests_in_flight ${state.inFlight}`,
    '# HELP process_resident_memory_bytes Resident memory size in bytes.',
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
  ];
  if (defect('metrics/parse')) lines.push('http_requests_total{method=GET} a lot');
  return `${lines.join('\n')}\n`;
}

function histogram(labels, { count, sum, buckets }) {
  const name = 'http_request_duration_seconds';
  let below = 0;
  return [
    ...buckets.map((own, i) => `${name}_bucket{${labels},le="${BUCKETS[i]}"} ${(below += own)}`),
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${sum}`,
    `${name}_count{${labels}} ${count}`,
  ];
}

function escape(value) {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
