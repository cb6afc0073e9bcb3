import type { AppErrorOptions } from './app-error.ts';

/** Options with one header more; the same header in `options` wins. */
export function withHeader(name: string, value: string, options?: AppErrorOptions): AppErrorOptions {
  return { ...options, headers: { [name]: value, ...options?.headers } };
}
