import type { StandardSchemaV1 } from '@standard-schema/spec';

/** Any schema of a library that speaks Standard Schema: zod 4, Valibot, ArkType and others. */
export type Schema<Output = unknown> = StandardSchemaV1<unknown, Output> | StandardSchemaV1<never, Output>;

/** The schemas of one route, by part of the request. `response` is for the docs only. */
export interface Parts {
  body?: AnySchema;
  query?: AnySchema;
  params?: AnySchema;
  headers?: AnySchema;
  response?: Readonly<Record<number, AnySchema>>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a schema's input is contravariant; only `any` accepts them all
export type AnySchema = StandardSchemaV1<any, any>;

/** A bare schema means the body, as in `validate(CreateUser)`. */
export type PartsOrSchema = Parts | AnySchema;

/** The unvalidated input of one request, as the framework parsed it. Header names are lower case, as Node gives them. */
export interface Input {
  body?: unknown;
  query?: unknown;
  params?: unknown;
  headers?: unknown;
}

/** A part of the request that a schema can describe. */
export type PartName = keyof Input;

/** The schemas by part, a bare one as the body's. A `TypeError` when one is no Standard Schema or no part has that name. */
export function asParts(schemas: PartsOrSchema): Parts {
  if (isSchema(schemas)) return { body: schemas };
  for (const [name, schema] of Object.entries(schemas)) {
    if (name === 'response' || schema === undefined) continue;
    if (!NAMES.has(name)) {
      throw new TypeError(
        `Expected body, query, params, headers or response, got "${name}": rename or remove it`,
      );
    }
    if (!isSchema(schema)) {
      throw new TypeError(
        `Expected a Standard Schema for ${name} (zod 4, Valibot, ArkType, …), got ${typeof schema}`,
      );
    }
  }
  return schemas;
}

const NAMES: ReadonlySet<string> = new Set(['body', 'query', 'params', 'headers'] satisfies PartName[]);

function isSchema(value: unknown): value is AnySchema {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') && '~standard' in value
  );
}

/** What a handler gets: the output types of the schemas, by part. A part without a schema is not there. */
export type ValidInput<P> = P extends StandardSchemaV1
  ? { body: StandardSchemaV1.InferOutput<P> }
  : { [K in keyof P & PartName]: OutputOf<P[K]> };

/** Distributes over `| undefined`, so that a part whose schema is optional has an optional output. */
type OutputOf<S> = S extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<S> : undefined;
