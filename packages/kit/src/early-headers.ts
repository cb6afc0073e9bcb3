import { ServerResponse, type OutgoingHttpHeader, type OutgoingHttpHeaders } from 'node:http';

const EARLY = Symbol('seaworthy.early-headers');

/** Name and value, the name in lower case: an application's own header must be recognised as the same. */
export type EarlyHeader = readonly [name: string, value: string];

/** Headers that every answer gets before the application has a say; the application's own value wins. */
export function putEarlyHeaders(response: ServerResponse, headers: readonly EarlyHeader[]): void {
  if (EARLY in response) response[EARLY] = headers;
  else for (const [name, value] of headers) response.setHeader(name, value);
}

/**
 * A response for frameworks that hand all their headers to `writeHead` at once, as Fastify does: the early headers
 * join that object. Set one by one before, they would make Node store and sort every header a second time.
 */
export class EarlyHeadersResponse extends ServerResponse {
  [EARLY]: readonly EarlyHeader[] | undefined = undefined;

  override writeHead(status: number, reason?: unknown, headers?: unknown): this {
    const early = this[EARLY];
    if (early !== undefined) {
      this[EARLY] = undefined;
      this.#join(early, typeof reason === 'string' ? headers : reason);
    }
    return typeof reason === 'string'
      ? super.writeHead(status, reason, headers as OutgoingHttpHeaders)
      : super.writeHead(status, reason as OutgoingHttpHeaders);
  }

  #join(early: readonly EarlyHeader[], given: unknown): void {
    if (isPlain(given) && this.getHeaderNames().length === 0) {
      for (const [name, value] of early) given[name] ??= value;
    } else {
      for (const [name, value] of early) if (!this.hasHeader(name)) this.setHeader(name, value);
    }
  }
}

function isPlain(given: unknown): given is Record<string, OutgoingHttpHeader> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
