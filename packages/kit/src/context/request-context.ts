/**
 * What the process knows about the request it is working on. One object of a fixed shape per request;
 * whatever is rarely read is made when it is first read.
 */
export class RequestContext {
  /** Route template, once one matched. */
  route: string | undefined = undefined;
  /** W3C trace id (32 hex digits) of the incoming or generated `traceparent`. */
  traceId: string | undefined = undefined;
  #abort: AbortController | undefined = undefined;

  constructor(
    readonly requestId: string,
    readonly method: string,
    /** Path without query. */
    readonly path: string,
  ) {}

  /** Aborts when the client has gone away before the answer was complete. */
  get signal(): AbortSignal {
    return (this.#abort ??= new AbortController()).signal;
  }

  /** Called once by the access log when the connection closed too early. */
  abort(reason: Error): void {
    (this.#abort ??= new AbortController()).abort(reason);
  }
}
