import type { RequestHandler } from 'express';

/** A middleware and its maker in one: `app.use(requestId)` and `app.use(requestId({ trust: false }))` both work. */
export type UsableAsIs<Options> = RequestHandler & ((options?: Options) => RequestHandler);

/** Express calls a middleware with three arguments; a maker is called with one at most. */
export function usableAsIs<Options>(make: (options?: Options) => RequestHandler): UsableAsIs<Options> {
  let plain: RequestHandler | undefined;
  const both = (...given: [Options?] | Parameters<RequestHandler>): unknown => {
    if (given.length < 2) return make(given[0] as Options | undefined);
    plain ??= make();
    return plain(...(given as Parameters<RequestHandler>));
  };
  return both as UsableAsIs<Options>;
}
