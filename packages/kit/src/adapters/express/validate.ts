import { ValidationError } from '../../errors/http/validation-error.ts';
import { DEFAULT_LIMITS } from '../../limits/defaults.ts';
import { hasBody, readJson, requireJson } from '../../limits/json-body.ts';
import { asParts, type Parts, type PartsOrSchema } from '../../validation/parts.ts';
import { judgeOf } from '../../validation/validator.ts';
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
  const judge = judgeOf(schemas);
  const parts = asParts(schemas);
  const wantsBody = parts.body !== undefined;

  const check = (request: Request, next: NextFunction): void => {
    const conclude = (verdict: unknown): void => {
      if (verdict instanceof ValidationError) return next(verdict);
      request.valid = verdict;
      next();
    };
    try {
      const { body, query, params, headers } = request;
      const verdict: unknown = judge({ body, query, params, headers });
      if (verdict instanceof Promise) verdict.then(conclude).catch(next);
      else conclude(verdict);
    } catch (error) {
      next(error);
    }
  };

  const middleware = (request: Request, _response: Response, next: NextFunction): void => {
    if (!wantsBody) return check(request, next);
    try {
      requireJson(request);
    } catch (error) {
      return next(error);
    }
    if (request.body !== undefined || request.readableEnded || !hasBody(request)) return check(request, next);
    readJson(request, bodyLimit, (error, parsed) => {
      if (error) return next(error);
      request.body = parsed;
      check(request, next);
    });
  };
  return Object.assign(middleware, { [PARTS]: parts }) as unknown as ValidatingHandler<P>;
}

/** The schemas a handler validates with, if it is one of ours. */
export function partsOf(handler: unknown): Parts | undefined {
  return (handler as { [PARTS]?: Parts })[PARTS];
}
