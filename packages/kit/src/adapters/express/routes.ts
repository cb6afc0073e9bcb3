import type { RouteDescription } from '../../docs/route-description.ts';
import { mountedRouter, mountPath, templateIn, type Layer, type Router } from './router.ts';
import { partsOf } from './validate.ts';

/** Methods of the routes that match a path; empty when no route does. HEAD comes with GET (RFC 9110, 9.1). */
export function allowedMethods(router: Router, path: string): string[] {
  const methods = new Set<string>();
  collect(router, path, methods);
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}

function collect({ stack }: Router, path: string, methods: Set<string>): void {
  for (const layer of stack) {
    const router = mountedRouter(layer);
    const matched = layer.route !== undefined || router !== undefined ? matchedPath(layer, path) : undefined;
    if (matched === undefined) continue;
    if (layer.route !== undefined) methodsOf(layer.route).forEach((method) => methods.add(method));
    else if (router !== undefined) collect(router, path.slice(matched.length) || '/', methods);
  }
}

/** Every route with a simple path, for the docs. */
export function describeRoutes(router: Router, prefix = ''): RouteDescription[] {
  return router.stack.flatMap((layer) => {
    const inner = mountedRouter(layer);
    if (inner !== undefined) {
      const path = mountPath(layer);
      return path === undefined ? [] : describeRoutes(inner, prefix + path);
    }
    const { route } = layer;
    if (route === undefined || typeof route.path !== 'string') return [];
    const path = templateIn(prefix, route.path);
    const parts = route.stack.map(({ handle }) => partsOf(handle)).find((found) => found !== undefined);
    return methodsOf(route).map((method) => ({ method, path, ...(parts !== undefined && { parts }) }));
  });
}

function methodsOf({ methods }: NonNullable<Layer['route']>): string[] {
  return Object.keys(methods)
    .filter((method) => method !== '_all')
    .map((method) => method.toUpperCase());
}

/** The beginning of the path that a layer takes; `undefined` when it does not match. */
function matchedPath(layer: Layer, path: string): string | undefined {
  try {
    const match = layer.match(path);
    return typeof match === 'object' ? match.path : match ? (layer.path ?? '') : undefined;
  } catch {
    return undefined;
  }
}
