import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { HealthChecks } from '../../src/health/checks.ts';
import { healthEndpoints, type Phase } from '../../src/health/endpoints.ts';
import type { HealthOptions } from '../../src/options.ts';

function probes(options: HealthOptions, phase: () => Phase = () => 'running') {
  const endpoints = healthEndpoints(new HealthChecks(options), phase);
  return (path: string) =>
    endpoints.find((endpoint) => endpoint.path === path)!.answer({} as IncomingMessage);
}

test('/livez is 200 in every phase and asks no dependency', async () => {
  let calls = 0;
  for (const phase of ['starting', 'running', 'draining', 'closing', 'closed'] as const) {
    const probe = probes({ required: { database: () => calls++ } }, () => phase);
    expect(await probe('/livez')).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: '{"status":"ok"}',
    });
  }
  expect(calls).toBe(0);
});

test('/readyz is 200 with the state of each dependency', async () => {
  const probe = probes({ required: { database: () => {} }, optional: { cache: () => false } });
  expect(await probe('/readyz')).toEqual({
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: '{"status":"ok","checks":{"cache":"degraded","database":"ok"}}',
  });
});

test('/readyz is 503 with Retry-After while a required dependency is down, and tells names only', async () => {
  const probe = probes({
    required: {
      database() {
        throw new Error('password authentication failed for user "admin" at 10.0.0.7 (PostgreSQL 17.2)');
      },
    },
  });
  expect(await probe('/readyz')).toEqual({
    status: 503,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'retry-after': '1' },
    body: '{"status":"unavailable","checks":{"database":"down"}}',
  });
});

test.each(['starting', 'draining', 'closing', 'closed'] as const)(
  '/readyz is 503 while the service is %s, and asks no dependency',
  async (phase) => {
    let calls = 0;
    const probe = probes({ required: { database: () => calls++ } }, () => phase);
    const { status, headers } = await probe('/readyz');
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('1');
    expect(calls).toBe(0);
  },
);

test('/readyz is 503 when the stop came while the checks ran', async () => {
  let phase: Phase = 'running';
  const probe = probes({ required: { database: () => void (phase = 'draining') } }, () => phase);
  const { status, body } = await probe('/readyz');
  expect(status).toBe(503);
  expect(body).toBe('{"status":"unavailable","checks":{"database":"ok"}}');
});
