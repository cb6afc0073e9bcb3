import type { ArgumentsHost, ExceptionFilter, INestApplication } from '@nestjs/common';
import type { Application, Request, Response } from 'express';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Options } from '../options.ts';
import type { Service } from '../service.ts';
import { json } from './express/json.ts';
import { ownMessages } from './express/own-messages.ts';
import { wire as wireExpress } from './express/wire.ts';
import { send, wire as wireFastify } from './fastify/wire.ts';
import { describeControllers } from './nestjs/describe-routes.ts';
import { answerFileErrors } from './nestjs/file-errors.ts';
import { addFastifyParser } from './nestjs/json-parser.ts';
import { nestLogger } from './nestjs/logger.ts';
import { validationPipe } from './nestjs/validation-pipe.ts';
import { useMessages } from './use-messages.ts';

export * from '../index.ts';
export { nestLogger };
export { ValidHeaders } from './nestjs/valid-headers.ts';

/**
 * Makes a NestJS application production-ready, on Express and on Fastify: ids, context, access log, limits, probes,
 * metrics, docs, 404 and 405, the error boundary and a drain without loss. Call it between `NestFactory.create` and
 * `listen`. Inputs are validated by Nest's own metadata: `@Body({ schema: CreateUser })`.
 */
export function seaworthy(app: INestApplication, options: Options = {}): Service {
  app.useLogger(nestLogger);
  app.useGlobalPipes(validationPipe());
  return app.getHttpAdapter().getType() === 'fastify' ? onFastify(app, options) : onExpress(app, options);
}

function onExpress(app: INestApplication, options: Options): Service {
  const instance: Application = app.getHttpAdapter().getInstance();
  const { seam, failed, unrouted } = wireExpress(instance, options, (described) =>
    describeControllers(app, described),
  );
  app.use(json({ limit: seam.limits.body }));
  app.useGlobalFilters(
    filter<Request, Response>((thrown, request, response) =>
      isUnrouted(thrown, request.route) ? unrouted(request, response) : failed(thrown, request, response),
    ),
  );
  answerFileErrors(app, failed);
  useMessages(app.getHttpServer(), ownMessages(instance));
  return seam.serve(servingOf(app));
}

function onFastify(app: INestApplication, options: Options): Service {
  const instance: FastifyInstance = app.getHttpAdapter().getInstance();
  const { seam, routes } = wireFastify(instance, options, (described) => describeControllers(app, described));
  addFastifyParser(app, seam.limits.body);
  app.useGlobalFilters(
    filter<FastifyRequest, FastifyReply>((thrown, { raw, url, routeOptions }, reply) => {
      const answer = isUnrouted(thrown, routeOptions.url)
        ? seam.answerNotFound(raw, reply.raw, routes.allowed(url))
        : seam.answerError(thrown, raw, reply.raw);
      void send(answer, reply);
    }),
  );
  return seam.serve(servingOf(app));
}

function servingOf(app: INestApplication): Parameters<ReturnType<typeof wireExpress>['seam']['serve']>[0] {
  return {
    server: app.getHttpServer(),
    listen: (port, host) => app.listen(port, host),
    // After the last request: Nest on its own runs these hooks first, and requests find their pool closed.
    close: () => app.close(),
  };
}

/** Nest answers a path that nobody owns by an exception like any other; only the missing route tells them apart. */
function isUnrouted(thrown: unknown, route: unknown): boolean {
  return route === undefined && (thrown as { status?: unknown } | null)?.status === 404;
}

/** A filter without `@Catch` receives everything. */
function filter<Req, Res>(answer: (thrown: unknown, request: Req, response: Res) => void): ExceptionFilter {
  return {
    catch(thrown: unknown, host: ArgumentsHost): void {
      // Other transports have other ways to answer.
      if (host.getType() !== 'http') throw thrown;
      const http = host.switchToHttp();
      answer(thrown, http.getRequest<Req>(), http.getResponse<Res>());
    },
  };
}
