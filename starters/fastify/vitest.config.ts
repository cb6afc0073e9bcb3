import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'starter-fastify',
    include: ['test/**/*.test.ts'],
    env: { LOG_LEVEL: 'silent' },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
