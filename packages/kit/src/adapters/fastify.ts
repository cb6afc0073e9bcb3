import type { FastifyBaseLogger, FastifyInstance, FastifyTypeProvider, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Options } from '../options.ts';
import type { Service } from '../service.ts';
import { addJsonParser } from './fastify/json-parser.ts';
import { send, wire } from './fastify/wire.ts';

export * from '../index.ts';
export { validate, type Validating } from './fastify/validate.ts';

/**
 * Makes a Fastify application production-ready: ids, context, access log, limits, probes, metrics, docs, 404 and 405,
 * the error boundary and a drain without loss. Call it on the root instance, before the routes.
 */
export function seaworthy<Logger extends FastifyBaseLogger, TypeProvider extends FastifyTypeProvider>(
  instance: FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, Logger, TypeProvider>,
  options: Options = {},
): Service {
  // Whatever its log and its types are made of: both are invariant in Fastify's declarations.
  const app = instance as unknown as FastifyInstance;
  const { seam, routes } = wire(app, options);
  addJsonParser(app);
  app.setErrorHandler((error, request, reply) =>
    send(seam.answerError(error, request.raw, reply.raw), reply),
  );
  app.setNotFoundHandler((request, reply) =>
    send(seam.answerNotFound(request.raw, reply.raw, routes.allowed(request.url)), reply),
  );
  return seam.serve({
    server: app.server,
    listen: (port, host) => app.listen({ port, host }),
    close: () => app.close(),
  });
}
