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

/** The unvalidated input of one request, as the framework parsed it. */
export interface Input {
  body?: unknown;
  query?: unknown;
  params?: unknown;
  headers?: unknown;
}

type PartName = 'body' | 'query' | 'params' | 'headers';

/** What a handler gets: the output types of the schemas, by part. */
export type ValidInput<P> = P extends StandardSchemaV1
  ? { body: StandardSchemaV1.InferOutput<P> }
  : { [K in keyof P & PartName]: P[K] extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<P[K]> : never };
