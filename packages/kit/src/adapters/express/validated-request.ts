import type { RequestHandler } from 'express';
import type { ParamsDictionary } from 'express-serve-static-core';
import type { ParsedQs } from 'qs';
import type { PartsOrSchema, ValidInput } from '../../validation/parts.ts';

/** Carries the type of `request.valid` from `validate` to the handlers behind it; exists only for the compiler. */
export declare const VALID: unique symbol;

/** The middleware that `validate` makes; handlers after it in the same route see a typed `request.valid`. */
export type ValidatingHandler<P extends PartsOrSchema> = RequestHandler<
  ParamsDictionary,
  unknown,
  unknown,
  ParsedQs,
  { [VALID]: ValidInput<P> }
>;

declare module 'express-serve-static-core' {
  // oxlint-disable-next-line typescript/no-explicit-any -- must repeat the original declaration
  interface Request<P, ResBody, ReqBody, ReqQuery, LocalsObj extends Record<string, any>> {
    /** What `validate` let through: coerced and typed by the schemas. */
    valid: LocalsObj extends { [VALID]: infer Valid } ? Valid : unknown;
    /** The id of this request, once `requestId` ran. */
    id?: string;
  }
}
