import type { RequestSpec } from './lab.ts';

/**
 * The head of a request as it goes on the wire. Adds `Host`, `Connection: close` and, with a body or where servers
 * expect one, `Content-Length`: each unless the request says otherwise. A request with `Transfer-Encoding` frames its
 * body itself.
 */
export function headOf({ host }: { host: string }, spec: RequestSpec, length?: number): string {
  const { method = 'GET', path, headers = {}, body } = spec;
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const lines = [`${method} ${path} HTTP/1.1`];
  if (!given.has('host')) lines.push(`Host: ${host}`);
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  const size = length ?? (body === undefined ? undefined : Buffer.byteLength(body));
  const expected = size ?? (/^(POST|PUT|PATCH)$/.test(method) ? 0 : undefined);
  if (expected !== undefined && !given.has('content-length') && !given.has('transfer-encoding')) {
    lines.push(`Content-Length: ${expected}`);
  }
  if (!given.has('connection')) lines.push('Connection: close');
  return `${lines.join('\r\n')}\r\n\r\n`;
}
