import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { contextOf } from '../context/attached.ts';
import type { RemoteAddress } from '../context/remote-address.ts';
import type { RequestContext } from '../context/request-context.ts';
import { accessLine, type Completion } from './access-line.ts';
import { writeLine } from './destination.ts';
import { log } from './logger.ts';

/** A response is over: completely sent, or cut. Called once per request. */
export type Completed = (context: RequestContext, status: number, seconds: number, aborted: boolean) => void;

export interface AccessLogOptions {
  /** Level by status; `false` writes no lines. */
  level: ((status: number) => Completion['level']) | false;
  remoteAddress: RemoteAddress;
  completed?: Completed;
}

/** Status of a request whose client went away, in logs only (nginx's 499: no response was sent). */
const CLIENT_CLOSED = 499;
const WRITTEN = Symbol('seaworthy.written');
type Counted = Socket & { [WRITTEN]?: number };

export function levelOf(status: number): 'info' | 'warn' | 'error' {
  return status >= 500 ? 'error' : status >= 400 && status !== CLIENT_CLOSED ? 'warn' : 'info';
}

/**
 * Writes one line per response, aborted ones too. Listens for `close`, which follows a finished and a cut
 * response alike; one shared listener, so nothing is allocated per request.
 */
export function accessLog(
  options: AccessLogOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { level, remoteAddress, completed } = options;
  function closed(this: ServerResponse): void {
    const request = this.req;
    const context = contextOf(request);
    if (context === undefined) return;
    // A simulated response (`inject`) ends without ever being flushed to a socket.
    const aborted = !this.writableFinished && (!this.writableEnded || request.socket.destroyed);
    const status = context.loggedStatus ?? (aborted ? CLIENT_CLOSED : this.statusCode);
    const durationMs = performance.now() - context.startedAt;
    if (aborted) context.abort(new Error('The client closed the connection before the answer was complete'));
    completed?.(context, status, durationMs / 1000, aborted);
    if (level === false) return;
    const name = context.quiet ? 'debug' : level(status);
    if (!log.isLevelEnabled(name)) return;
    const bytes = bodyBytes(this, request.socket);
    writeLine(
      accessLine(context, {
        status,
        durationMs,
        bytes,
        remoteAddress: remoteAddress(request),
        aborted,
        level: name,
      }),
    );
  }
  return (request, response) => {
    remoteAddress(request);
    response.on('close', closed);
  };
}

/** What the connection has taken since its previous response, less the head of this one. */
function bodyBytes(response: ServerResponse & { _header?: string | null }, socket: Counted): number {
  const total = socket.bytesWritten ?? 0;
  const since = total - (socket[WRITTEN] ?? 0);
  socket[WRITTEN] = total;
  return Math.max(0, since - (response._header?.length ?? 0));
}
