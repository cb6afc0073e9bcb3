import { expect, test } from 'vitest';
import { poolSize } from '../../src/diagnostics/pool-size.ts';

const times = { count: 200, mean: 90, p95: 250 };

test('the size is arrivals per second times the p95 of the time held, rounded up', () => {
  const { size, how } = poolSize({ arrivalsPerSecond: 50, times, max: 5, limit: 97 });
  expect(size).toBe(13);
  expect(how).toContain(
    '50.0 checkouts/s × 250 ms held (p95 of the last 200; mean 90 ms) = 13 in use at once',
  );
  expect(how).toContain('number of processes');
});

test('the size never exceeds what one process may open', () => {
  const { size, how } = poolSize({ arrivalsPerSecond: 4000, times, max: 5, limit: 97 });
  expect(size).toBe(97);
  expect(how).toContain('More than the 97');
});

test('a pool that is large enough is not said to be too small', () => {
  const { size, how } = poolSize({ arrivalsPerSecond: 10, times, max: 5, limit: 97 });
  expect(size).toBe(5);
  expect(how).toContain('bursts');
});

test('no size is given as long as nothing came back', () => {
  const nothing = { count: 0, mean: 0, p95: 0 };
  const { size, how } = poolSize({ arrivalsPerSecond: 50, times: nothing, max: 5, limit: 97 });
  expect(size).toBeUndefined();
  expect(how).toContain('a larger pool would fill up as well');
});
