import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { KnownRequest, Profile } from '../profile/profile.ts';
import type { Config, ReadRoute } from './config.ts';
import { ConfigError } from './load.ts';
import { requiredEnvironment } from './required-environment.ts';

/** What the configuration and the folder of the service say about it. */
export function told(config: Config, folder: string): Partial<Profile> {
  const { routes = {}, health = {}, metrics, openapi, host } = config;
  const { read, write, protected: locked } = routes;
  const required = requirements(config);
  return {
    ...(host !== undefined && { host }),
    ...(Object.keys(required).length > 0 && { required }),
    ...(read !== undefined && { read: requestOf(read) }),
    ...(write !== undefined && {
      write: { method: 'POST', required: [], ...write, headers: withType(write.headers ?? {}) },
    }),
    ...(locked !== undefined && { protected: requestOf(locked) }),
    ...(health.live !== undefined && { live: health.live }),
    ...(health.ready !== undefined && { ready: health.ready }),
    ...(metrics !== undefined && { metrics }),
    ...(openapi !== undefined &&
      (openapi.startsWith('/') ? { openapi } : { document: documentIn(folder, openapi) })),
    requiredEnvironment: [
      ...new Set([
        ...(config.requiredEnvironment ?? []),
        ...Object.keys(required).filter((name) => required[name]),
        ...example(resolve(folder, config.cwd ?? '.')),
      ]),
    ],
  };
}

function requestOf(route: ReadRoute): KnownRequest {
  if (typeof route !== 'string') return { method: 'GET', headers: {}, ...route };
  const [first, second] = route.split(/\s+/, 2);
  return second === undefined
    ? { method: 'GET', path: first!, headers: {} }
    : { method: first!, path: second, headers: {} };
}

function withType(headers: Record<string, string>): Record<string, string> {
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return typed ? headers : { 'Content-Type': 'application/json', ...headers };
}

function documentIn(folder: string, file: string): Record<string, unknown> {
  let value: Record<string, unknown> | null;
  try {
    value = JSON.parse(readFileSync(resolve(folder, file), 'utf8')) as Record<string, unknown> | null;
  } catch (error) {
    throw new ConfigError(
      `openapi: ${file} cannot be read as JSON: ${(error as Error).message}. ` +
        `A path on the service begins with /, a file is JSON.`,
    );
  }
  if (typeof (value?.['openapi'] ?? value?.['swagger']) !== 'string')
    throw new ConfigError(
      `openapi: expected an OpenAPI document in ${file}, got JSON without an openapi version.`,
    );
  return value!;
}

/** What the configuration says of dependencies that the service can, or cannot, do without. */
function requirements({ dependencies = {} }: Config): Record<string, boolean> {
  return Object.fromEntries(
    Object.entries(dependencies).flatMap(([name, dependency]) =>
      typeof dependency === 'object' && dependency.required !== undefined
        ? [[name, dependency.required] as const]
        : [],
    ),
  );
}

function example(folder: string): string[] {
  try {
    return requiredEnvironment(readFileSync(join(folder, '.env.example'), 'utf8'));
  } catch {
    return [];
  }
}
