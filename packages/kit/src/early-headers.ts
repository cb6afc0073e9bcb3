import { ServerResponse, type OutgoingHttpHeader, type OutgoingHttpHeaders } from 'node:http';

const EARLY = Symbol('seaworthy.early-headers');

/** Headers that every answer gets before the application has a say; the application's own value wins. */
export function putEarlyHeaders(response: ServerResponse, headers: Record<string, string>): void {
  if (EARLY in response) response[EARLY] = headers;
  else for (const name in headers) response.setHeader(name, headers[name]!);
}

/**
 * A response for frameworks that hand all their headers to `writeHead` at once, as Fastify does: the early headers
 * join that object. Set one by one before, they would make Node store and sort every header a second time.
 */
export class EarlyHeadersResponse extends ServerResponse {
  [EARLY]: Record<string, string> | undefined = undefined;

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

  #join(early: Record<string, string>, given: unknown): void {
    if (isPlain(given) && this.getHeaderNames().length === 0) {
      for (const name in early) given[name] ??= early[name]!;
    } else {
      for (const name in early) if (!this.hasHeader(name)) this.setHeader(name, early[name]!);
    }
  }
}

function isPlain(given: unknown): given is Record<string, OutgoingHttpHeader> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
