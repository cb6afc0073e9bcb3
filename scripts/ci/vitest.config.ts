import { defineConfig } from 'vitest/config';

/** What needs more than Node; `.ci/run` provides it. */
export default defineConfig({
  test: {
    name: 'ci',
    include: ['*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    // Those that say so; a check mostly waits.
    maxConcurrency: 3,
  },
});
