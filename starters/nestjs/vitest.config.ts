import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'starter-nestjs',
    include: ['test/**/*.test.ts'],
    globals: true,
    env: { LOG_LEVEL: 'silent' },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
