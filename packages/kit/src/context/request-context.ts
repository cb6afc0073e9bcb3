import type { IncomingMessage } from 'node:http';

/**
 * What the process knows about the request it is working on. One object of a fixed shape per request;
 * whatever is rarely read is made when it is first read.
 */
export class RequestContext {
  /** The request itself; a job has none. */
  request: IncomingMessage | undefined = undefined;
  /** Route template, once one matched. */
  route: string | undefined = undefined;
  /** W3C trace id: 32 hex digits. */
  traceId: string | undefined = undefined;
  /** Status to log when it is not the one of the response: 408 for a request cut by a timeout. */
  loggedStatus: number | undefined = undefined;
  /** Logged at debug: probes must not drown the log. */
  quiet = false;
  /** Whether the error behind a 5xx has been logged. */
  errorLogged = false;
  /** Milliseconds, monotonic. */
  readonly startedAt = performance.now();
  #abort: AbortController | undefined = undefined;

  constructor(
    readonly requestId: string,
    readonly method: string,
    /** Path without query. */
    readonly path: string,
  ) {}

  /** Aborts when the client goes away before the answer is complete. */
  get signal(): AbortSignal {
    return (this.#abort ??= new AbortController()).signal;
  }

  /** Whether the client left before the answer was complete. */
  get gone(): boolean {
    return this.#abort?.signal.aborted === true;
  }

  /** Tells whoever listens to `signal` that nobody waits for the answer any more. */
  abort(reason: Error): void {
    (this.#abort ??= new AbortController()).abort(reason);
  }
}
