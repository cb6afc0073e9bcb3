import { MethodNotAllowedError } from './errors/http/method-not-allowed-error.ts';
import type { Endpoint } from './seam.ts';

/** Finds the kit's endpoint for a path. */
export type EndpointLookup = (path: string) => Endpoint | undefined;

/** Exact paths first, then prefixes (`/errors/*`). Two endpoints on one path are a mistake in the options. */
export function endpointLookup(endpoints: readonly Endpoint[]): EndpointLookup {
  const exact = new Map<string, Endpoint>();
  const prefixes: [string, Endpoint][] = [];
  for (const endpoint of endpoints) {
    if (exact.has(endpoint.path)) {
      throw new TypeError(
        `Expected every endpoint to have its own path, got \`${endpoint.path}\` twice; change one in the options`,
      );
    }
    exact.set(endpoint.path, endpoint);
    if (endpoint.path.endsWith('/*')) prefixes.push([endpoint.path.slice(0, -1), endpoint]);
  }
  return (path) => exact.get(path) ?? prefixes.find(([prefix]) => path.startsWith(prefix))?.[1];
}

/** The kit's endpoints are read-only. */
export function requireGet(method: string | undefined): void {
  if (method !== 'GET' && method !== 'HEAD') throw new MethodNotAllowedError(['GET', 'HEAD']);
}
