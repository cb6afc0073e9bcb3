import type { IncomingMessage, ServerResponse } from 'node:http';
import { contextOf } from './context/attached.ts';
import { requestContexts } from './context/begin.ts';
import { storage } from './context/context.ts';
import { remoteAddressWith } from './context/remote-address.ts';
import type { RequestContext } from './context/request-context.ts';
import { type EarlyHeader, putEarlyHeaders } from './early-headers.ts';
import { endpointLookup, requireGet } from './endpoints.ts';
import { AppError } from './errors/app-error.ts';
import { MethodNotAllowedError } from './errors/http/method-not-allowed-error.ts';
import { NotFoundError } from './errors/http/not-found-error.ts';
import { problemReply } from './errors/problem.ts';
import { kitEndpoints } from './kit-endpoints.ts';
import { answerParserErrors } from './limits/parser-errors.ts';
import { refusalOf } from './limits/refusal.ts';
import { accessLog } from './logging/access-log.ts';
import { log } from './logging/logger.ts';
import type { Options } from './options.ts';
import { respond } from './respond.ts';
import type { Endpoint, Reply, RouteSource, Seam } from './seam.ts';
import { serviceOf } from './service.ts';
import { settingsOf } from './settings.ts';

/** Wires every part of the kit into one seam. `routes` is asked when the docs are first read. */
export function createSeam(options: Options, routes: RouteSource): Seam {
  const settings = settingsOf(options);
  const { limits, securityHeaders, problemBase } = settings;
  const kit = kitEndpoints(settings, routes);
  const { metrics } = kit;
  const endpointAt = endpointLookup(kit.endpoints);
  const beginContext = requestContexts(settings.requestId);
  const security = Object.entries(securityHeaders).map(([name, value]): EarlyHeader => [
    name.toLowerCase(),
    value,
  ]);
  const idHeader = settings.requestId.header.toLowerCase();
  const observe = metrics?.http;
  const track = accessLog({
    level: settings.requestLogger === false ? false : settings.requestLogger.level,
    remoteAddress: remoteAddressWith(settings.trustedProxies),
    completed: ({ method, route }, status, seconds, aborted) =>
      observe?.ended(method, route, status, seconds, aborted),
  });

  const seam: Seam = {
    limits,

    enter(request, response, next) {
      if (contextOf(request) !== undefined) return next();
      const context = beginContext(request);
      putEarlyHeaders(response, [...security, [idHeader, context.requestId]]);
      track(request, response);
      response.on('pipe', guardSource);
      observe?.began();
      storage.run(context, dispatch, context, request, response, next);
    },

    matched(request, template) {
      const context = contextOf(request);
      if (context !== undefined) context.route = template;
    },

    answerError(thrown, request, response) {
      const context = contextOf(request);
      const error = AppError.from(thrown);
      if (error.status >= 500 && !context?.errorLogged) {
        if (context !== undefined) context.errorLogged = true;
        const fields = { requestId: context?.requestId, err: thrown };
        // What fails because nobody waits for the answer any more is no fault of the service.
        if (context?.gone) log.info(fields, 'request failed after its client had gone');
        else log.error(fields, 'request failed');
      }
      if (context?.gone) return undefined;
      if (!response.headersSent)
        return problemReply(error, { requestId: context?.requestId, base: problemBase });
      // An incomplete answer must not look complete: cutting the connection is the only honest signal left.
      request.socket.destroy();
      return undefined;
    },

    answerNotFound(request, response, allow) {
      const error = allow.length > 0 ? new MethodNotAllowedError(allow) : new NotFoundError('Route');
      return seam.answerError(error, request, response);
    },

    takeOver(server) {
      const before = server.listeners('request') as ((
        request: IncomingMessage,
        response: ServerResponse,
      ) => void)[];
      server.removeAllListeners('request');
      server.on('request', (request: IncomingMessage, response: ServerResponse) =>
        seam.enter(request, response, () => {
          for (const listener of before) listener.call(server, request, response);
        }),
      );
    },

    serve(serving) {
      answerParserErrors(serving.server, {
        problem: (error, requestId) => problemReply(error, { requestId, base: problemBase }),
        refused: (status, requestId, remoteAddress) => {
          if (metrics !== undefined) metrics.http.malformed++;
          log.warn({ requestId, status, remoteAddress }, 'request refused: it is not valid HTTP');
        },
      });
      return serviceOf(serving, settings, kit);
    },
  };

  /**
   * `source.pipe(response)` leaves a failing source without a listener, and an `error` nobody hears ends the process.
   * Who does listen answers by itself, unless it is too late for an answer.
   */
  function guardSource(this: ServerResponse, source: NodeJS.ReadableStream): void {
    source.on('error', (error: unknown) => {
      const unheard = source.listenerCount('error') === 1;
      if (unheard || this.headersSent) send(seam.answerError(error, this.req, this), this.req, this);
    });
  }

  function dispatch(
    context: RequestContext,
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ): void {
    const refusal = refusalOf(request, context.path, limits.body);
    if (refusal !== undefined) return send(seam.answerError(refusal, request, response), request, response);
    const endpoint = endpointAt(context.path);
    if (endpoint === undefined) return next();
    context.route = endpoint.path;
    context.quiet = endpoint.level === 'debug';
    answer(endpoint, request)
      .catch((error: unknown) => seam.answerError(error, request, response))
      .then((reply) => send(reply, request, response));
  }

  return seam;
}

async function answer(endpoint: Endpoint, request: IncomingMessage): Promise<Reply> {
  requireGet(request.method);
  return endpoint.answer(request);
}

function send(reply: Reply | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (reply !== undefined && !response.destroyed) respond(reply, request, response);
}
