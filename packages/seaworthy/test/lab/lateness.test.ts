import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { lateness } from '../../src/lab/lateness.ts';

test('the longest time that timers had to wait is known at the end', async () => {
  const late = lateness();
  await sleep(50);
  for (const end = performance.now() + 400; performance.now() < end;);
  await sleep(50);
  expect(late()).toBeGreaterThan(300);
});

test('who looked for no time at all saw no delay', () => {
  expect(lateness()()).toBe(0);
});
