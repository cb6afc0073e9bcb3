import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { contextOf } from '../../context/attached.ts';
import { createSeam } from '../../core.ts';
import { EarlyHeadersResponse } from '../../early-headers.ts';
import { log } from '../../logging/logger.ts';
import type { Options } from '../../options.ts';
import type { Reply, Seam } from '../../seam.ts';
import { useMessages } from '../use-messages.ts';
import { RouteTable } from './route-table.ts';

/** What Fastify and NestJS on Fastify share: everything but parsers and error handlers, which Nest sets itself. */
export function wire(app: FastifyInstance, options: Options): { seam: Seam; routes: RouteTable } {
  const routes = new RouteTable();
  const seam = createSeam(options, () => routes.described());

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
  // The kit's log finds the request id by itself, so a child per request would only cost.
  app.setChildLoggerFactory((logger, bindings, childOptions) =>
    Object.is(logger, log) ? logger : logger.child(bindings, childOptions),
  );
  useMessages(app.server, { ServerResponse: EarlyHeadersResponse as typeof ServerResponse });
  seam.takeOver(app.server);
  return { seam, routes };
}

/** Through Fastify's own reply, so that its hooks run. */
export function send(reply: Reply | undefined, to: FastifyReply): FastifyReply {
  if (reply === undefined) return to.hijack();
  return to.status(reply.status).headers(reply.headers).send(reply.body);
}
