import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestContext } from './context/request-context.ts';
import type { RouteDescription } from './docs/route-description.ts';
import type { Service } from './service.ts';
import type { Input, PartsOrSchema, ValidInput } from './validation/parts.ts';

/** A finished answer, ready to be written by any framework. `body` is empty for bodiless statuses. */
export interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** An endpoint the kit owns (probes, metrics, docs, error pages). Answers GET and HEAD on an exact path. */
export interface Endpoint {
  /** Exact path, or a prefix when it ends with `/*`. */
  path: string;
  answer(request: IncomingMessage): Reply | Promise<Reply>;
  /** Level of the access line; probes are `debug` so that they do not drown the log. */
  level?: 'debug' | 'info';
}

/**
 * Everything an adapter may ask of the core, and nothing else. An adapter translates between
 * these calls and one framework's names for the same moments; it makes no decisions.
 */
export interface Seam {
  /**
   * The first moment of a request; a second call for the same request does nothing but `next`.
   * Answers the request itself (and never calls `next`) when it is for one of the kit's endpoints
   * or cannot be served: a bad escape in the URL, a declared body over the limit.
   */
  enter(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  /** What `enter` knows about this request. */
  contextOf(request: IncomingMessage): RequestContext | undefined;
  /** The route template that matched, e.g. `/users/:id`. Labels logs, metrics and docs; never the path. */
  matched(request: IncomingMessage, template: string): void;
  /**
   * Anything thrown becomes an answer here. Logs a 5xx once, with stack and id. Never throws.
   * `undefined` when no answer can be sent any more: the headers are gone, so the socket was destroyed.
   */
  answerError(thrown: unknown, request: IncomingMessage, response: ServerResponse): Reply | undefined;
  /** 404, or 405 with `Allow` when the path exists for other methods. */
  answerNotFound(request: IncomingMessage, response: ServerResponse, allow: readonly string[]): Reply | undefined;
  /** Compiles schemas once; the result validates one request's input and throws one `ValidationError`. */
  validator<P extends PartsOrSchema>(
    parts: P,
  ): (input: Input, request: IncomingMessage) => ValidInput<P> | Promise<ValidInput<P>>;
  /** Tells the docs about a route. */
  describe(route: RouteDescription): void;
  /** Takes over serving and stopping. */
  readonly service: Service;
}
