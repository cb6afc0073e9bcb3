import { defineConfig } from 'seaworthy/config';

export default defineConfig({
  command: ['node', 'server.mjs'],
  rules: ['./rules/*.mjs'],
  only: ['http/hides-its-framework', 'shutdown/ends-at-sigterm', 'http/answers', 'dependencies/counts'],
});
