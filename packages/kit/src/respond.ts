import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './seam.ts';

/** Writes a finished answer to a bare response; HEAD gets the headers only (RFC 9110, 9.3.2). */
export function respond(reply: Reply, request: IncomingMessage, response: ServerResponse): void {
  for (const name in reply.headers) response.setHeader(name, reply.headers[name]!);
  if (reply.status !== 204 && reply.status !== 304)
    response.setHeader('Content-Length', Buffer.byteLength(reply.body));
  response.writeHead(reply.status);
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}
