import { openapi, type OpenapiOptions } from './openapi.ts';
import type { RouteDescription } from './route-description.ts';

/** The routes of a service and their document, which is made when it is first asked for and after a route came. */
export class ApiDocument {
  readonly #options: OpenapiOptions;
  readonly #routes: RouteDescription[] = [];
  #document: object | undefined;

  constructor(options: OpenapiOptions) {
    this.#options = options;
  }

  add(route: RouteDescription): void {
    this.#routes.push(route);
    this.#document = undefined;
  }

  /** The same object until a route is added. */
  current(): object {
    return (this.#document ??= openapi(this.#routes, this.#options));
  }
}
