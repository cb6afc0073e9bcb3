import type { Application } from 'express';

/** One entry of a router: middleware, a mounted router, or a route. Express exposes these objects, but not their type. */
export interface Layer {
  handle: Handler;
  /** The pattern the layer was mounted with (Express 5.3). */
  rawPath?: unknown;
  /** The compiled pattern (Express 4). */
  regexp?: RegExp & { fast_slash?: boolean };
  /** The text it matched and the parameters in it, while its handler is being called. */
  path?: string;
  params?: Record<string, string>;
  route?: { path: unknown; stack: Layer[]; methods: Record<string, boolean> };
  /** An object in Express 5.3; before that `true`, with the details on the layer. */
  match(path: string): boolean | { path: string };
}

export interface Router {
  stack: Layer[];
}

// oxlint-disable-next-line typescript/no-explicit-any -- three or four parameters, told apart by their number
export type Handler = ((...parameters: any[]) => unknown) & Partial<Router>;

/** The application's root router, created now if nobody has touched it. */
export function routerOf(app: Application): Router {
  const application = app as unknown as { router: Router; _router?: Router; lazyrouter?: () => void };
  // Express 4 throws when `router` is read.
  if (application.lazyrouter === undefined) return application.router;
  application.lazyrouter();
  return application._router!;
}

/** The template of a route inside a mounted router: `/users` and `/` make `/users`, as everybody else calls it. */
export function templateIn(prefix: string, path: string): string {
  return path === '/' && prefix !== '' ? prefix : prefix + path;
}

/** The router mounted by this layer, if it mounts one. */
export function mountedRouter({ handle }: Layer): Router | undefined {
  return Array.isArray(handle.stack) ? (handle as Router) : undefined;
}

/** The pattern of a mounted layer as text: `/orgs/:org`, the first of several; `undefined` when it is not text. */
export function mountPath({ rawPath, regexp }: Layer): string | undefined {
  const pattern: unknown = Array.isArray(rawPath) ? rawPath[0] : rawPath;
  if (typeof pattern === 'string') return pattern === '/' ? '' : pattern;
  if (regexp?.fast_slash) return '';
  // Express 4 compiles `/orgs` to ^\/orgs\/?(?=\/|$) with a group per parameter.
  const source = regexp?.source.match(/^\^((?:\\\/[\w-]+)+)\\\/\?\(\?=\\\/\|\$\)$/)?.[1];
  return source?.replace(/\\\//g, '/');
}
