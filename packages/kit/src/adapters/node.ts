import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSeam } from '../core.ts';
import { listenOn } from '../listen.ts';
import type { Options } from '../options.ts';
import { respond } from '../respond.ts';
import type { Service } from '../service.ts';

export * from '../index.ts';

/** Answers a request; what it throws or rejects with becomes a problem document. Returns `false` for "not mine": 404. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Makes a bare `node:http` listener production-ready: everything that needs no framework. */
export function seaworthy(listener: Listener, options: Options = {}): Service {
  const seam = createSeam(options, () => []);
  const server = createServer();
  server.on('request', (request: IncomingMessage, response: ServerResponse) =>
    seam.enter(request, response, () => void handle(request, response)),
  );

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if ((await listener(request, response)) !== false) return;
      const reply = seam.answerNotFound(request, response, []);
      if (reply !== undefined) respond(reply, request, response);
    } catch (thrown) {
      const reply = seam.answerError(thrown, request, response);
      if (reply !== undefined) respond(reply, request, response);
    }
  }

  return seam.serve({ server, listen: (port, host) => listenOn(server, port, host) });
}
