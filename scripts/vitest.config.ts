import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A guide may run whole checks, each of a minute.
  test: { name: 'scripts', include: ['*.test.ts'], testTimeout: 300_000, hookTimeout: 120_000 },
});
