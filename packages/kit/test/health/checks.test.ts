import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { HealthChecks } from '../../src/health/checks.ts';

const never = () => new Promise<void>(() => {});

test('required and optional dependencies are reported by name', async () => {
  const checks = new HealthChecks({
    required: { database: () => 'fine' },
    optional: {
      cache: async () => {
        throw new Error('connect ECONNREFUSED 10.0.0.7:6379');
      },
    },
  });
  expect(await checks.run()).toEqual({ ready: true, checks: { database: 'ok', cache: 'degraded' } });
});

test('a required dependency that throws, rejects or gives false makes the service unready', async () => {
  const failures = [
    () => {
      throw new Error('down');
    },
    () => Promise.reject(new Error('down')),
    () => false,
  ];
  for (const database of failures) {
    const checks = new HealthChecks({ required: { database } });
    expect(await checks.run()).toEqual({ ready: false, checks: { database: 'down' } });
  }
});

test('the answer comes within a second although a check ignores its signal', async () => {
  let aborted = false;
  const checks = new HealthChecks({
    required: {
      deaf: (signal) => {
        signal.addEventListener('abort', () => (aborted = true));
        return never();
      },
      fine: () => {},
    },
  });
  const start = performance.now();
  expect((await checks.run()).checks).toEqual({ deaf: 'down', fine: 'ok' });
  expect(performance.now() - start).toBeLessThan(1000);
  expect(aborted).toBe(true);
});

test('a call that never answers is not joined by another one at every probe', async () => {
  let calls = 0;
  const checks = new HealthChecks({
    required: {
      stuck() {
        calls++;
        return never();
      },
    },
    timeout: 20,
    cache: 0,
  });
  await checks.run();
  await checks.run();
  await checks.run();
  expect(calls).toBe(1);
  await delay(100);
  await checks.run();
  expect(calls, 'after five timeouts it is tried again').toBe(2);
});

test('a late answer lets the next probe ask again', async () => {
  const answers: (() => void)[] = [];
  const slow = () => new Promise<void>((resolve) => answers.push(resolve));
  const checks = new HealthChecks({ required: { slow }, timeout: 20, cache: 0 });
  expect((await checks.run()).ready).toBe(false);
  answers[0]!();
  await delay(0);
  const second = checks.run();
  answers[1]!();
  expect((await second).ready).toBe(true);
});

test('concurrent probes share one run, and its answer is reused while it is fresh', async () => {
  let calls = 0;
  const checks = new HealthChecks({ required: { database: () => void calls++ }, cache: 60 });
  const [first, second] = await Promise.all([checks.run(), checks.run()]);
  expect(first).toBe(second);
  await checks.run();
  expect(calls).toBe(1);
  await delay(80);
  await checks.run();
  expect(calls).toBe(2);
});

test('a change is told once, with the error, and a first success not at all', async () => {
  let up = true;
  const told: unknown[][] = [];
  const error = new Error('gone');
  const checks = new HealthChecks(
    {
      required: {
        database() {
          if (!up) throw error;
        },
      },
      cache: 0,
    },
    (...change) => told.push(change),
  );
  await checks.run();
  up = false;
  await checks.run();
  await checks.run();
  up = true;
  await checks.run();
  await checks.run();
  expect(told).toEqual([
    ['database', false, error],
    ['database', true, undefined],
  ]);
});

test('a callback that throws does not break the probe', async () => {
  const checks = new HealthChecks({ required: { database: () => false } }, () => {
    throw new Error('the log is full');
  });
  expect((await checks.run()).ready).toBe(false);
});

test('the last answer is there without asking anybody', async () => {
  let calls = 0;
  const checks = new HealthChecks({ required: { database: () => void calls++ } });
  expect(checks.last).toEqual({ ready: true, checks: {} });
  await checks.run();
  expect(checks.last.checks).toEqual({ database: 'ok' });
  expect(calls).toBe(1);
});
