import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exchange } from '../../src/lab/exchange.ts';
import type { Lab } from '../../src/lab/lab.ts';

/** A lab that can only ask, and does not wait, in front of a real server that answers as `listener` says. */
export async function withService<Result>(
  listener: RequestListener,
  use: (lab: Lab, requests: string[]) => Promise<Result>,
): Promise<Result> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const lab = {
    origin,
    request: (spec) => exchange(origin, spec, () => performance.now()),
    waitFor: async (fact) => await fact(),
    now: () => 0,
    close: async () => {},
  } as Partial<Lab>;
  try {
    return await use(lab as Lab, requests);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A service in memory from a table: `GET /users` to a status, a body, headers; `*` answers for the rest. */
export function table(
  routes: Record<
    string,
    (body: string, path: string) => { status?: number; headers?: Record<string, string>; body?: unknown }
  >,
): RequestListener {
  return (request, response) => {
    let sent = '';
    request.on('data', (chunk: Buffer) => (sent += chunk.toString()));
    request.on('end', () => {
      const path = (request.url ?? '').split('?')[0]!;
      const route = routes[`${request.method} ${path}`] ?? routes['*'];
      const {
        status = 200,
        headers = {},
        body = '',
      } = route?.(sent, request.url ?? '') ?? { status: 404, body: { error: 'not found' } };
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, {
        'Content-Type': typeof body === 'string' ? 'text/plain' : 'application/json',
        ...headers,
      });
      response.end(text);
    });
  };
}
