import assert from 'node:assert/strict';
import type { Service } from './service.ts';

/** One sample of `/metrics`. */
export interface Sample {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? ([-+]?(?:[\d.]+(?:e[-+]?\d+)?|Inf|NaN))(?: \d+)?$/i;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)",?/g;

/** Every sample that the service exposes; fails on a line that is not Prometheus's text format. */
export async function samplesOf(service: Service): Promise<Sample[]> {
  const { status, headers, body } = await service.ask('GET /metrics');
  assert.equal(status, 200);
  assert.match(headers['content-type'] ?? '', /^text\/plain/);
  return body.split('\n').flatMap((line) => {
    if (line === '' || line.startsWith('#')) return [];
    const [, name, labels = '', value] = SAMPLE.exec(line.trim()) ?? [];
    assert.ok(name !== undefined, `Expected Prometheus's text format, got ${JSON.stringify(line)}`);
    const pairs = [...labels.matchAll(LABEL)].map(([, label, text]) => [label, text] as const);
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }];
  });
}

/** Requests counted by the histogram of durations, of this method, route and status. */
export function countOf(samples: readonly Sample[], method: string, route: RegExp, status: number): number {
  const counts = samples.filter(({ name, labels }) => {
    const values = Object.values(labels);
    return (
      name.endsWith('_seconds_count') &&
      values.some((value) => value.toUpperCase() === method) &&
      values.includes(String(status)) &&
      values.some((value) => route.test(value))
    );
  });
  return counts.reduce((sum, { value }) => sum + value, 0);
}
