import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { RouteDescription } from './docs/route-description.ts';
import type { Limits } from './options.ts';
import type { Service, Serving } from './service.ts';

/** A finished answer, ready to be written by any framework. */
export interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** An endpoint the kit owns (probes, metrics, docs, error pages). Answers GET and HEAD. */
export interface Endpoint {
  /** Exact path, or a prefix when it ends with `/*`. */
  path: string;
  answer(request: IncomingMessage): Reply | Promise<Reply>;
  /** Level of its access lines; probes are `debug`, so that they do not drown the log. Default `info`. */
  level?: 'debug' | 'info';
}

/**
 * Everything an adapter may ask of the core, and nothing else. An adapter translates between
 * these calls and one framework's names for the same moments; it makes no decisions.
 */
export interface Seam {
  readonly limits: Required<Limits>;
  /**
   * The first moment of a request; a second call for the same request does nothing but `next`.
   * Answers by itself, and never calls `next`, when the request is for one of the kit's endpoints
   * or cannot be served at all.
   */
  enter(request: IncomingMessage, response: ServerResponse, next: () => void): void;
  /** The route template that matched, e.g. `/users/:id`. Labels logs and metrics; never the path itself. */
  matched(request: IncomingMessage, template: string): void;
  /**
   * Anything thrown becomes an answer here. Logs the error of a 5xx once. Never throws.
   * `undefined` when no answer can be sent any more: the headers were out, so the connection was cut.
   */
  answerError(thrown: unknown, request: IncomingMessage, response: ServerResponse): Reply | undefined;
  /** 405 with `Allow` when the path exists for other methods, else 404. */
  answerNotFound(
    request: IncomingMessage,
    response: ServerResponse,
    allow: readonly string[],
  ): Reply | undefined;
  /** Takes over a server's requests: whatever listened to them before is called from inside `enter`. */
  takeOver(server: Server): void;
  /** The handle the user gets, once the adapter says how its framework serves. */
  serve(serving: Serving): Service;
}

/** What the adapter tells the core about its framework. */
export type RouteSource = () => readonly RouteDescription[];
