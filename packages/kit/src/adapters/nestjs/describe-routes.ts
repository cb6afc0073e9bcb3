import { RequestMethod, type INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { RouteDescription } from '../../docs/route-description.ts';
import type { AnySchema, Parts } from '../../validation/parts.ts';
import { HEADERS } from './valid-headers.ts';

/** Keys under which Nest's decorators keep what they were told. */
const PATH = 'path';
const METHOD = 'method';
const ARGUMENTS = '__routeArguments__';
const STATUS = '__httpCode__';
const SERIALIZE = 'class_serializer:options';

/** Nest numbers the sources of a parameter. */
const PARTS: Readonly<Record<string, 'body' | 'query' | 'params'>> = { 3: 'body', 4: 'query', 5: 'params' };

interface Argument {
  data?: unknown;
  schema?: AnySchema;
}
interface Handler {
  method: string;
  /** Without global prefix and version. */
  path: string;
  parts: Parts;
}

/**
 * Adds the schemas of controllers to the routes that the platform serves. The platform knows the full paths, with
 * prefix and version; the controllers know the schemas; they meet where a full path ends with the controller's.
 */
export function describeControllers(
  app: INestApplication,
  routes: readonly RouteDescription[],
): RouteDescription[] {
  const handlers = handlersOf(app);
  return routes.map((route) => {
    const handler = handlers
      .filter(({ method, path }) => method === route.method && route.path.endsWith(path))
      .sort((a, b) => b.path.length - a.path.length)[0];
    return handler === undefined ? route : { ...route, parts: handler.parts };
  });
}

function handlersOf(app: INestApplication): Handler[] {
  const modules = [...app.get(ModulesContainer, { strict: false }).values()];
  return modules.flatMap(({ controllers }) =>
    [...controllers.values()].flatMap(({ metatype }) =>
      typeof metatype === 'function' ? controllerHandlers(metatype) : [],
    ),
  );
}

function controllerHandlers(controller: Function): Handler[] {
  const prefixes = pathsOf(controller);
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    const handler: unknown = descriptor?.value;
    if (typeof handler !== 'function' || Reflect.getMetadata(METHOD, handler) === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD, handler) as number] ?? '';
    const parts = {
      ...partsOf((Reflect.getMetadata(ARGUMENTS, controller, name) ?? {}) as Record<string, Argument>),
      ...responseOf(handler, method),
    };
    return prefixes.flatMap((prefix) =>
      pathsOf(handler).map((path) => ({ method, path: join(prefix, path), parts })),
    );
  });
}

function partsOf(parameters: Record<string, Argument>): Parts {
  const parts: Parts = {};
  for (const [key, { data, schema }] of Object.entries(parameters)) {
    if (schema === undefined) continue;
    const part = data === HEADERS ? 'headers' : data === undefined ? PARTS[key.split(':', 1)[0]!] : undefined;
    if (part !== undefined) parts[part] = schema;
  }
  return parts;
}

/** What `@SerializeOptions({ schema })` says about the answer. */
function responseOf(handler: Function, method: string): Parts {
  const { schema } = (Reflect.getMetadata(SERIALIZE, handler) ?? {}) as Argument;
  if (schema === undefined) return {};
  const status = Reflect.getMetadata(STATUS, handler) as number | undefined;
  return { response: { [status ?? (method === 'POST' ? 201 : 200)]: schema } };
}

function pathsOf(target: object): string[] {
  return [(Reflect.getMetadata(PATH, target) ?? '') as string | string[]].flat();
}

function join(...segments: string[]): string {
  return `/${segments
    .flatMap((segment) => segment.split('/'))
    .filter(Boolean)
    .join('/')}`;
}
