import type { RequestHandler } from 'express';
import { DEFAULT_LIMITS } from '../../limits/defaults.ts';
import { hasBody, isJson, readJson } from '../../limits/json-body.ts';

/**
 * `express.json()` as the contract wants it, for routes without `validate`: 1 MiB, UTF-8 only, `+json` types too,
 * no prototype keys, at most 32 levels. Leaves requests of other types alone.
 */
export function json({ limit = DEFAULT_LIMITS.body }: { limit?: number } = {}): RequestHandler {
  // Nest looks for this name, and adds no parser of its own when it is there.
  return function jsonParser(request, _response, next) {
    if (request.readableEnded || !hasBody(request) || !isJson(request)) return next();
    readJson(request, limit, (error, body) => {
      if (error) return next(error);
      request.body = body;
      next();
    });
  };
}
