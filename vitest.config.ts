import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*/vitest.config.ts', 'starters/*/vitest.config.ts', 'scripts/vitest.config.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
