import { DEFAULT_LIMITS } from '../../limits/defaults.ts';
import { hasBody, readJson, requireJson } from '../../limits/json-body.ts';
import { asParts, type Parts, type PartsOrSchema } from '../../validation/parts.ts';
import { validator } from '../../validation/validator.ts';
import type { ValidatingHandler } from './validated-request.ts';
import type { NextFunction, Request, Response } from 'express';

const PARTS = Symbol('seaworthy.parts');

/**
 * Validates body, query, params and headers with any Standard Schema and puts the result in `request.valid`.
 * A bare schema means the body. Parses a JSON body of at most `bodyLimit` bytes itself when no parser ran before.
 */
export function validate<const P extends PartsOrSchema>(
  schemas: P,
  { bodyLimit = DEFAULT_LIMITS.body }: { bodyLimit?: number } = {},
): ValidatingHandler<P> {
  const run = validator(schemas);
  const parts = asParts(schemas);
  const wantsBody = parts.body !== undefined;

  const check = ({ body, query, params, headers }: Request): unknown => run({ body, query, params, headers });

  const middleware = (request: Request, _response: Response, next: NextFunction): void => {
    const accept = (valid: unknown): void => {
      request.valid = valid;
      next();
    };
    try {
      if (wantsBody) requireJson(request);
      if (wantsBody && request.body === undefined && hasBody(request) && !request.readableEnded) {
        readJson(request, bodyLimit)
          .then((body) => {
            request.body = body;
            return check(request);
          })
          .then(accept)
          .catch(next);
        return;
      }
      const valid = check(request);
      if (valid instanceof Promise) valid.then(accept).catch(next);
      else accept(valid);
    } catch (error) {
      next(error);
    }
  };
  return Object.assign(middleware, { [PARTS]: parts }) as unknown as ValidatingHandler<P>;
}

/** The schemas a handler validates with, if it is one of ours. */
export function partsOf(handler: unknown): Parts | undefined {
  return (handler as { [PARTS]?: Parts })[PARTS];
}
