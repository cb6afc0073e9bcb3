import type { RouteOptions } from 'fastify';
import type { RouteDescription } from '../../docs/route-description.ts';
import { partsOf } from './validate.ts';

/** The routes of a Fastify application: Fastify tells about each once, and cannot be asked which match a path. */
export class RouteTable {
  readonly #routes: { description: RouteDescription; pattern: RegExp }[] = [];

  add({ method, url, config }: RouteOptions): void {
    const parts = partsOf(config);
    for (const name of [method].flat()) {
      this.#routes.push({
        description: { method: name.toUpperCase(), path: url, ...(parts !== undefined && { parts }) },
        pattern: patternOf(url),
      });
    }
  }

  /** Methods of the routes that match a URL; empty when none does. Asked only when nothing matched. */
  allowed(url: string): string[] {
    const path = url.split('?', 1)[0]!;
    const methods = this.#routes
      .filter(({ pattern }) => pattern.test(path))
      .map(({ description }) => description.method);
    return [...new Set(methods)].sort();
  }

  /** For the docs; the HEAD routes that Fastify adds to every GET are not worth a line. */
  described(): RouteDescription[] {
    return this.#routes
      .map(({ description }) => description)
      .filter(({ method }) => method !== 'HEAD' && method !== 'OPTIONS');
  }
}

/** find-my-way's syntax as far as it matters here: `:name`, `:name(regex)`, `:name?`, `*`. */
function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((segment) =>
      segment
        .replace(/[.+^${}|[\]\\]/g, '\\$&')
        .replace(/:\w+(?:\(([^)]*)\))?\??/g, (_all, regex: string | undefined) =>
          regex === undefined ? '[^/]+' : `(?:${regex})`,
        )
        .replace(/\*/g, '.*'),
    )
    .join('/');
  return new RegExp(`^${source}$`);
}
