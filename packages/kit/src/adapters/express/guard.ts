import type { IncomingMessage } from 'node:http';
import { AppError } from '../../errors/app-error.ts';
import type { Seam } from '../../seam.ts';
import { mountedRouter, mountPath, templateIn, type Handler, type Layer, type Router } from './router.ts';

const guarded = new WeakSet<Layer[]>();
const PREFIX = Symbol('seaworthy.prefix');
type Carrier = IncomingMessage & { [PREFIX]?: string };

/**
 * Makes Express keep its promises about errors: whatever a handler throws or rejects with reaches the error
 * handler, also `null`, `undefined` and `'route'`, which Express takes for "go on" and answers from the next route;
 * on Express 4 rejections too. Tells the seam which route matched. Covers layers that are added later.
 */
export function guardRouter({ stack }: Router, seam: Seam): void {
  if (guarded.has(stack)) return;
  guarded.add(stack);
  for (const layer of stack) guardLayer(layer, seam);
  const push = stack.push;
  stack.push = (...layers) => {
    for (const layer of layers) guardLayer(layer, seam);
    return push.apply(stack, layers);
  };
}

function guardLayer(layer: Layer, seam: Seam): void {
  const router = mountedRouter(layer);
  if (layer.route !== undefined) {
    guardRoute(layer.route, seam);
  } else if (router !== undefined) {
    guardRouter(router, seam);
    layer.handle = mounted(layer, router);
  } else {
    layer.handle = guard(layer.handle);
  }
}

function guardRoute(route: NonNullable<Layer['route']>, seam: Seam): void {
  const template = Array.isArray(route.path) ? String(route.path[0]) : String(route.path);
  const guardHandler = (layer: Layer): void => {
    layer.handle = guard(layer.handle, (request) =>
      seam.matched(request, templateIn(request[PREFIX] ?? '', template)),
    );
  };
  if (guarded.has(route.stack)) return;
  guarded.add(route.stack);
  route.stack.forEach(guardHandler);
  const push = route.stack.push;
  route.stack.push = (...layers) => {
    layers.forEach(guardHandler);
    return push.apply(route.stack, layers);
  };
}

function guard(handler: Handler, before?: (request: Carrier) => void): Handler {
  if (handler.length > 3) {
    return Object.assign(
      (error: unknown, request: Carrier, response: unknown, next: Next) =>
        attempt(() => handler(error, request, response, next), next),
      own(handler),
    );
  }
  return Object.assign((request: Carrier, response: unknown, next: Next): unknown => {
    before?.(request);
    try {
      const result = handler(request, response, next);
      return isPromise(result) ? result.then(undefined, (thrown: unknown) => next(errorOf(thrown))) : result;
    } catch (thrown) {
      return next(errorOf(thrown));
    }
  }, own(handler));
}

/** Adds the mount path to the label of the routes inside, and takes it away when the router is left. */
function mounted(layer: Layer, router: Router): Handler {
  const { handle } = layer;
  const pattern = mountPath(layer);
  const wrapper = (request: Carrier, response: unknown, next: Next): unknown => {
    const outer = request[PREFIX];
    request[PREFIX] = (outer ?? '') + (pattern ?? templateOf(layer));
    return handle(request, response, (error?: unknown) => {
      request[PREFIX] = outer ?? '';
      next(error);
    });
  };
  return Object.assign(wrapper, { stack: router.stack });
}

/** What matched, with the values of parameters replaced by their names, so that a label never holds an id. */
function templateOf({ path = '', params = {} }: Layer): string {
  const names = new Map(
    Object.entries(params).map(([name, value]) => [encodeURIComponent(value), `:${name}`]),
  );
  return path
    .split('/')
    .map((segment) => names.get(segment) ?? segment)
    .join('/');
}

type Next = (error?: unknown) => void;

function attempt(work: () => unknown, next: Next): unknown {
  try {
    const result = work();
    return isPromise(result) ? result.then(undefined, (thrown: unknown) => next(errorOf(thrown))) : result;
  } catch (thrown) {
    return next(errorOf(thrown));
  }
}

/** An Error goes on as it is, because the application's own error handlers may test its class. */
function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : AppError.from(thrown);
}

function isPromise(value: unknown): value is Promise<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as Promise<unknown>).then === 'function'
  );
}

/** Properties that walkers of the router look for on a handler, e.g. the schemas of `validate`. */
function own(handler: Handler): object {
  return { ...handler };
}
