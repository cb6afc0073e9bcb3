import type { Registry } from 'prom-client';
import { registerSampled, type Sample } from './sampled.ts';

/** Upper bounds in seconds, as OpenTelemetry's semantic conventions advise for `http.server.request.duration`. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] as const;
/** A series is the count of each bucket, of everything above the last bound, and the sum of all durations. */
const SUM = BOUNDS.length + 1;
const NAME = 'http_server_request_duration_seconds';

const METHODS = new Set([
  'CONNECT',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
  'QUERY',
  'TRACE',
]);
const OTHER = '_OTHER';
/** The last guard: templates are few, but a framework that hands out paths must not fill the memory. */
const MAX_ROUTES = 1000;

type Series = Float64Array;

/** The metrics of the HTTP server. Recording is a few look-ups: everything else is done when somebody scrapes. */
export class HttpMetrics {
  /** Requests that have begun and not ended. */
  active = 0;
  /** Requests whose client left before the answer was complete. */
  aborted = 0;
  /** What the HTTP parser refused, before there was a request. */
  malformed = 0;
  readonly #routes = new Map<string, Map<string, Map<number, Series>>>();

  constructor(registry: Registry) {
    registerSampled(registry, {
      name: NAME,
      type: 'histogram',
      help: 'Duration of HTTP requests by route template, in seconds.',
      samples: () => this.#samples(),
    });
    registerSampled(registry, {
      name: 'http_server_active_requests',
      type: 'gauge',
      help: 'HTTP requests being served.',
      samples: () => [{ labels: {}, value: this.active }],
    });
    registerSampled(registry, {
      name: 'http_server_aborted_requests_total',
      type: 'counter',
      help: 'HTTP requests whose client left before the answer was complete.',
      samples: () => [{ labels: {}, value: this.aborted }],
    });
    registerSampled(registry, {
      name: 'http_server_malformed_requests_total',
      type: 'counter',
      help: 'Requests that were not well-formed HTTP.',
      samples: () => [{ labels: {}, value: this.malformed }],
    });
  }

  /** A request has begun. */
  began(): void {
    this.active++;
  }

  /** The request is over, completely answered or aborted. */
  ended(method: string, route: string | undefined, status: number, seconds: number, aborted: boolean): void {
    this.active--;
    if (aborted) this.aborted++;
    this.observe(method, route ?? '', status, seconds);
  }

  /** Records one finished request; `route` is the template, `''` when none matched. */
  observe(method: string, route: string, status: number, seconds: number): void {
    const series = this.#routes.get(route)?.get(method)?.get(status) ?? this.#series(method, route, status);
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]!) bucket++;
    series[bucket]! += 1;
    series[SUM]! += seconds;
  }

  #series(method: string, route: string, status: number): Series {
    const known = this.#routes.has(route) || this.#routes.size < MAX_ROUTES;
    const methods = entry(this.#routes, known ? route : OTHER, () => new Map<string, Map<number, Series>>());
    const statuses = entry(methods, METHODS.has(method) ? method : OTHER, () => new Map<number, Series>());
    return entry(statuses, status, () => new Float64Array(SUM + 1));
  }

  #samples(): Sample[] {
    const samples: Sample[] = [];
    for (const [template, methods] of this.#routes) {
      const route = template === '' ? 'unmatched' : template;
      for (const [method, statuses] of methods) {
        for (const [status, series] of statuses) addSeries(samples, series, { method, route, status });
      }
    }
    return samples;
  }
}

/** Buckets are cumulative on the wire, and the last one counts everything. */
function addSeries(samples: Sample[], series: Series, labels: Sample['labels']): void {
  let count = 0;
  for (let bucket = 0; bucket <= BOUNDS.length; bucket++) {
    count += series[bucket]!;
    const le = BOUNDS[bucket] ?? '+Inf';
    samples.push({ metricName: `${NAME}_bucket`, labels: { le, ...labels }, value: count });
  }
  samples.push({ metricName: `${NAME}_sum`, labels, value: series[SUM]! });
  samples.push({ metricName: `${NAME}_count`, labels, value: count });
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
