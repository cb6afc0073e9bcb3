import type { Limits } from '../options.ts';

/** Sizes in bytes, times in ms. The keep-alive must outlast a load balancer's idle timeout, usually 60 s. */
export const DEFAULT_LIMITS = {
  body: 1024 * 1024,
  headers: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
} as const satisfies Required<Limits>;
