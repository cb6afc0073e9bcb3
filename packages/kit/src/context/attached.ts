import type { IncomingMessage } from 'node:http';
import type { RequestContext } from './request-context.ts';

const CONTEXT = Symbol.for('@seaworthy/kit.request-context');

/** The context that travels with a request object, where AsyncLocalStorage cannot be relied on. */
export function contextOf(request: IncomingMessage): RequestContext | undefined {
  return (request as Carrier)[CONTEXT];
}

export function attachContext(request: IncomingMessage, context: RequestContext): void {
  (request as Carrier)[CONTEXT] = context;
  context.request = request;
}

type Carrier = IncomingMessage & { [CONTEXT]?: RequestContext };
