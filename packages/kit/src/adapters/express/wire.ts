import type { Application, Request, Response } from 'express';
import { createSeam } from '../../core.ts';
import type { RouteDescription } from '../../docs/route-description.ts';
import type { Options } from '../../options.ts';
import { respond } from '../../respond.ts';
import type { Reply, Seam } from '../../seam.ts';
import { guardRouter } from './guard.ts';
import { routerOf } from './router.ts';
import { allowedMethods, describeRoutes } from './routes.ts';

type Done = (error?: unknown) => void;
type Handle = (request: Request, response: Response, done?: Done) => void;

/** What Express and NestJS on Express share. */
export interface Wired {
  seam: Seam;
  /** A handler failed, and no error handler of the application answered. */
  failed(this: void, thrown: unknown, request: Request, response: Response): void;
  /** No route took the request. */
  unrouted(this: void, request: Request, response: Response): void;
}

/**
 * Puts the seam around `app.handle`, the one function that every request to an Express application goes through,
 * whoever made the server. So nothing depends on the order in which the application was put together.
 * `described` may add to what the router knows about its routes.
 */
export function wire(
  app: Application,
  options: Options,
  described: (routes: RouteDescription[]) => RouteDescription[] = (routes) => routes,
): Wired {
  const seam = createSeam(options, () => described(describeRoutes(routerOf(app))));
  app.disable('x-powered-by');

  const application = app as unknown as { handle: Handle };
  const handle = application.handle;
  application.handle = (request, response, done) => {
    // With `done` the application is mounted in another one, whose business the rest is.
    if (done !== undefined) return handle.call(app, request, response, done);
    seam.enter(request, response, () => {
      // Late, because Express reads settings such as `strict routing` when its router is first touched.
      guardRouter(routerOf(app), seam);
      handle.call(app, request, response, (error) =>
        error ? failed(error, request, response) : unrouted(request, response),
      );
    });
  };

  const failed: Wired['failed'] = (thrown, request, response) =>
    answer(seam.answerError(thrown, request, response), request, response);
  const unrouted: Wired['unrouted'] = (request, response) =>
    answer(
      seam.answerNotFound(request, response, allowedMethods(routerOf(app), request.path)),
      request,
      response,
    );

  return { seam, failed, unrouted };
}

function answer(reply: Reply | undefined, request: Request, response: Response): void {
  if (reply !== undefined) respond(reply, request, response);
}
