import type { RequestHandler } from 'express';
import type { ParamsDictionary } from 'express-serve-static-core';
import type { ParsedQs } from 'qs';
import { AppError } from '../../errors/app-error.ts';

/**
 * Sends whatever a handler throws or rejects with to the error handler, normalised: a bare `throw null` or
 * `throw 'route'` would otherwise make Express continue with the next route. Needed on Express 4, and on Express 5
 * where an application is not wired by `seaworthy(app)`.
 */
export function asyncHandler<
  P = ParamsDictionary,
  ResBody = unknown,
  ReqBody = unknown,
  ReqQuery = ParsedQs,
  LocalsObj extends Record<string, unknown> = Record<string, unknown>,
>(
  handler: RequestHandler<P, ResBody, ReqBody, ReqQuery, LocalsObj>,
): RequestHandler<P, ResBody, ReqBody, ReqQuery, LocalsObj> {
  return async (request, response, next) => {
    try {
      await handler(request, response, next);
    } catch (thrown) {
      next(thrown instanceof Error ? thrown : AppError.from(thrown));
    }
  };
}
