import { defineConfig } from 'vitest/config';

/** Whether each line of the contract can fail: a process of the Express starter per line, each wrong in its own way. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'contract can fail',
    include: ['can-fail.test.ts'],
    // They mostly wait.
    sequence: { concurrent: true },
    maxConcurrency: 3,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
