import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { contextOf } from '../context/attached.ts';
import type { AppError } from '../errors/app-error.ts';
import { BadRequestError } from '../errors/http/bad-request-error.ts';
import { HeadersTooLargeError } from '../errors/http/headers-too-large-error.ts';
import { PayloadTooLargeError } from '../errors/http/payload-too-large-error.ts';
import { RequestTimeoutError } from '../errors/http/request-timeout-error.ts';
import type { Reply } from '../seam.ts';

type Failure = Error & { code?: string };
type Busy = Socket & { _httpMessage?: ServerResponse | null };

export interface ParserErrorHandling {
  problem: (error: AppError, requestId: string) => Reply;
  /** Called for a request that no framework has seen, once it has been answered. */
  refused: (status: number, requestId: string, remoteAddress: string | undefined) => void;
}

/**
 * Answers what Node's parser refuses (a bad request line, an oversize head, a request that comes too slowly)
 * with the contract's problem document instead of an empty one. Such requests never reach a framework.
 */
export function answerParserErrors(server: Server, handling: ParserErrorHandling): void {
  server.removeAllListeners('clientError');
  server.on('clientError', (failure: Failure, socket: Busy) => {
    if (failure.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const error = errorOf(failure);
    const response = socket._httpMessage ?? undefined;
    const context = response === undefined ? undefined : contextOf(response.req);
    if (context !== undefined) context.loggedStatus = error.status;
    if (response?.headersSent) return void socket.destroy();
    const requestId = context?.requestId ?? randomUUID();
    if (context === undefined) handling.refused(error.status, requestId, socket.remoteAddress);
    socket.end(textOf(handling.problem(error, requestId), requestId), () => socket.destroy());
  });
}

function errorOf({ code }: Failure): AppError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new HeadersTooLargeError();
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new PayloadTooLargeError();
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new RequestTimeoutError();
    default:
      return new BadRequestError('The request is not valid HTTP');
  }
}

function textOf({ status, headers, body }: Reply, requestId: string): string {
  const all = {
    ...headers,
    'X-Request-ID': requestId,
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
    'Content-Length': String(Buffer.byteLength(body)),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
