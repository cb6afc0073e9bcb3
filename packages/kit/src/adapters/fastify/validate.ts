import type { FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { requireJson } from '../../limits/json-body.ts';
import { asParts, type Parts, type PartsOrSchema, type ValidInput } from '../../validation/parts.ts';
import { ValidationError } from '../../errors/http/validation-error.ts';
import { judgeOf } from '../../validation/validator.ts';

/** Route options that validate; the handler of the route sees a typed `request.valid`. */
export interface Validating<P extends PartsOrSchema> {
  /** Of a Fastify request; written as one, its own configuration would win over `config` when the route is typed. */
  preValidation: (request: unknown, reply: unknown, done: HookHandlerDoneFunction) => void;
  config: { seaworthy: P };
}

declare module 'fastify' {
  interface FastifyRequest<
    RouteGeneric,
    RawServer,
    RawRequest,
    SchemaCompiler,
    TypeProvider,
    ContextConfig,
    Logger,
    RequestType,
  > {
    /** What `validate` let through: coerced and typed by the schemas. */
    valid: ContextConfig extends { seaworthy: infer P } ? ValidInput<P> : unknown;
  }
}

/**
 * Validates body, query, params and headers with any Standard Schema and puts the result in `request.valid`.
 * A bare schema means the body. Pass it as the options of a route, or spread it into them.
 *
 * A hook and not a validator compiler: since 5.12 Fastify takes an asynchronous validator's result for pass or fail
 * only, so an error it resolves to is ignored and unvalidated input gets through.
 */
export function validate<const P extends PartsOrSchema>(schemas: P): Validating<P> {
  const judge = judgeOf(schemas);
  const wantsBody = asParts(schemas).body !== undefined;

  const preValidation: Validating<P>['preValidation'] = (given, _reply, done) => {
    const request = given as FastifyRequest;
    const conclude = (verdict: unknown): void => {
      if (verdict instanceof ValidationError) return done(verdict);
      request.valid = verdict;
      done();
    };
    try {
      if (wantsBody) requireJson(request.raw);
      const { body, query, params, headers } = request;
      const verdict: unknown = judge({ body, query, params, headers });
      if (verdict instanceof Promise) verdict.then(conclude, done);
      else conclude(verdict);
    } catch (error) {
      done(error as Error);
    }
  };
  return { preValidation, config: { seaworthy: schemas } };
}

/** The schemas in a route's configuration, if `validate` put some there. */
export function partsOf(config: unknown): Parts | undefined {
  const schemas = (config as { seaworthy?: PartsOrSchema } | undefined)?.seaworthy;
  return schemas === undefined ? undefined : asParts(schemas);
}
