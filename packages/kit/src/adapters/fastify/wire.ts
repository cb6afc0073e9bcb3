import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { contextOf } from '../../context/attached.ts';
import { createSeam } from '../../core.ts';
import { EarlyHeadersResponse } from '../../early-headers.ts';
import { log } from '../../logging/logger.ts';
import type { RouteDescription } from '../../docs/route-description.ts';
import type { Options } from '../../options.ts';
import type { Reply, Seam } from '../../seam.ts';
import { useMessages } from '../use-messages.ts';
import { RouteTable } from './route-table.ts';

/**
 * What Fastify and NestJS on Fastify share: everything but parsers and error handlers, which Nest sets itself.
 * `described` may add to what the route table knows.
 */
export function wire(
  app: FastifyInstance,
  options: Options,
  described: (routes: RouteDescription[]) => RouteDescription[] = (routes) => routes,
): { seam: Seam; routes: RouteTable } {
  const routes = new RouteTable();
  // Fastify's own default, 72 s, is a good one, and the constructor is where its users change it.
  const { keepAliveTimeout } = app.initialConfig;
  const limits = { ...(keepAliveTimeout !== undefined && { keepAliveTimeout }), ...options.limits };
  const seam = createSeam({ ...options, limits }, () => described(routes.described()));

  app.addHook('onRoute', (route) => {
    route.bodyLimit ??= seam.limits.body;
    routes.add(route);
  });
  // Behind `takeOver` this finds the request entered already; under `inject` it is the first moment.
  app.addHook('onRequest', (request, reply, done) => {
    seam.enter(request.raw, reply.raw, () => {
      request.id = contextOf(request.raw)?.requestId ?? request.id;
      const template = request.routeOptions.url;
      if (template !== undefined) seam.matched(request.raw, template);
      done();
    });
  });
  // The kit's log finds the request id by itself, so a child per request would only cost; Fastify has made its own child
  // of the log it was given. A route with a level or serializers of its own needs one.
  app.setChildLoggerFactory((logger, bindings, childOptions) =>
    Object.getPrototypeOf(logger) === log && !childOptions.level && !childOptions.serializers
      ? logger
      : logger.child(bindings, childOptions),
  );
  useMessages(app.server, { ServerResponse: EarlyHeadersResponse as typeof ServerResponse });
  seam.takeOver(app.server);
  return { seam, routes };
}

/** Through Fastify's own reply, so that its hooks run. */
export function send(reply: Reply | undefined, to: FastifyReply): FastifyReply {
  if (reply === undefined) return to.hijack();
  // Fastify gives up the connection after any body it could not parse, also when it has read all of it.
  if (to.request.raw.complete) to.removeHeader('connection');
  // With a serializer, or Fastify adds a charset that problem details do not have.
  return to.status(reply.status).headers(reply.headers).serializer(asItIs).send(reply.body);
}

function asItIs(text: string): string {
  return text;
}
