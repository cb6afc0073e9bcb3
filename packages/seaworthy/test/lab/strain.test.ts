import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { strain } from '../../src/lab/strain.ts';

function compute(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

test('nothing computed is no strain', () => {
  expect(strain()()).toBeGreaterThanOrEqual(1);
});

test.skipIf(!existsSync('/proc/thread-self/schedstat'))(
  'who shares the processors with three times as many as there are is strained',
  async () => {
    const rivals = Array.from(
      { length: 3 * availableParallelism() },
      () => new Worker('require("node:worker_threads").parentPort.postMessage(0); for (;;);', { eval: true }),
    );
    onTestFinished(async () => void (await Promise.all(rivals.map((rival) => rival.terminate()))));
    await Promise.all(rivals.map((rival) => new Promise((resolve) => rival.once('message', resolve))));
    const strained = strain();
    compute(1000);
    expect(strained()).toBeGreaterThan(1.5);
  },
);
