import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as tick } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import { context, log, NotFoundError, seaworthy } from '../../../src/adapters/node.ts';
import type { Options } from '../../../src/options.ts';
import {
  failingSource,
  secrets,
  sendPartial,
  thrown,
  untilGone,
} from '../../../src/testing/contract-routes.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => unknown;

/** Those of the contract's routes that make sense without a router and a body parser. */
const routes: Readonly<Record<string, Handler>> = {
  'GET /users/ada': (_request, response) => json(response, { id: 'ada' }),
  'GET /users/nobody': () => {
    throw new NotFoundError('User', 'nobody');
  },
  'GET /context': async (_request, response) => {
    await tick();
    json(response, { requestId: context()?.requestId });
  },
  'POST /context': async (request, response) => {
    for await (const _chunk of request);
    json(response, { requestId: context()?.requestId });
  },
  'GET /throw': (_request, _response, { searchParams }) => {
    const what = searchParams.get('what') ?? '';
    if (searchParams.get('how') !== 'async') throw thrown(what);
    return tick().then(() => {
      throw thrown(what);
    });
  },
  'GET /late': async (_request, response) => {
    await sendPartial(response);
    throw new Error('too late');
  },
  'GET /pipe': (_request, response, { searchParams }) =>
    void failingSource(searchParams.get('when') ?? '').pipe(response),
  'GET /stream': (_request, response, { searchParams }) =>
    pipeline(failingSource(searchParams.get('when') ?? ''), response),
  'GET /wait': () => untilGone(context()?.signal),
  'GET /log': (_request, response) => {
    log.info(secrets, 'a careless line');
    json(response, { ok: true });
  },
  'GET /empty': (_request, response) => void response.writeHead(204).end(),
  'GET /v1/things/7': (_request, response) => json(response, { thing: '7' }),
};

/** A listener of `node:http` behind the one call. */
export function nodeService(options: Options) {
  return seaworthy((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const handler = routes[`${method} ${url.pathname}`];
    return handler === undefined ? false : handler(request, response, url);
  }, options);
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
}
