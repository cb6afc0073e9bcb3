import type { IncomingMessage } from 'node:http';
import { attachContext } from './attached.ts';
import { RequestContext } from './request-context.ts';
import { requestIdFrom } from './request-id.ts';
import { traceIdFrom } from './traceparent.ts';

export interface RequestIdOptions {
  /** Header that is read and answered. */
  header: string;
  /** Keep a well-formed inbound id. */
  trust: boolean;
}

/** Gives a request its context. */
export function requestContexts({
  header,
  trust,
}: RequestIdOptions): (request: IncomingMessage) => RequestContext {
  const name = header.toLowerCase();
  return (request) => {
    const { headers, url = '/' } = request;
    const query = url.indexOf('?');
    const path = query === -1 ? url : url.slice(0, query);
    const context = new RequestContext(requestIdFrom(headers[name], trust), request.method ?? 'GET', path);
    if (headers['traceparent'] !== undefined) context.traceId = traceIdFrom(headers['traceparent']);
    attachContext(request, context);
    return context;
  };
}
