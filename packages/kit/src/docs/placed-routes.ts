import { operationId } from './operation-id.ts';
import { documentPaths, type DocumentPath } from './path.ts';
import type { RouteDescription } from './route-description.ts';

/** A route under one of its paths, with its final id: what becomes an operation of the document. */
export interface Placed {
  readonly id: string;
  readonly route: RouteDescription;
  readonly path: DocumentPath;
}

/** Every route under each of its paths and methods, sorted by path, without doubles, each with an id of its own. */
export function placedRoutes(routes: readonly RouteDescription[]): Placed[] {
  const taken = new Set<string>();
  return placed(routes).map((operation) => {
    const wanted = operationId(operation.route.method, operation.path.path);
    let id = wanted;
    for (let n = 2; taken.has(id); n++) id = `${wanted}${n}`;
    taken.add(id);
    return { id, ...operation };
  });
}

/** The methods OpenAPI can name, in the order they are listed. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];
const ALL = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

type Unnamed = Omit<Placed, 'id'>;

function placed(routes: readonly RouteDescription[]): Unnamed[] {
  const operations = new Map<string, Unnamed>();
  const spelling = new Map<string, DocumentPath>();
  for (const route of routes) {
    const method = route.method.toUpperCase();
    const methods = method === 'ALL' || method === '*' ? ALL : METHODS.filter((known) => known === method);
    for (const found of documentPaths(route.path)) {
      const shape = found.path.replace(/\{[^}]*\}/g, '{}');
      const first = spelling.get(shape) ?? found;
      spelling.set(shape, first);
      for (const each of methods) {
        const key = `${shape} ${each}`;
        if (operations.has(key)) continue;
        operations.set(key, { route: { ...route, method: each }, path: respelled(found, first) });
      }
    }
  }
  // A framework's automatic HEAD is what GET does, said twice.
  for (const key of operations.keys())
    if (key.endsWith(' HEAD') && operations.has(key.replace(/HEAD$/, 'GET'))) operations.delete(key);
  return [...operations.values()].sort(byPathThenMethod);
}

/** `/users/:id` and `/users/:name` are one path to OpenAPI: the first to come names the parameters of both. */
function respelled(path: DocumentPath, first: DocumentPath): DocumentPath {
  const parameters = path.parameters.map((own, index) => ({
    ...own,
    name: first.parameters[index]?.name ?? own.name,
  }));
  return { path: first.path, parameters };
}

function byPathThenMethod(a: Unnamed, b: Unnamed): number {
  if (a.path.path !== b.path.path) return a.path.path < b.path.path ? -1 : 1;
  return METHODS.indexOf(a.route.method) - METHODS.indexOf(b.route.method);
}
