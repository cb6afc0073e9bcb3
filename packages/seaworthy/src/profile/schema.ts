/** A JSON Schema as OpenAPI documents carry it: 2.0, 3.0 and 3.1 spellings together. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  example?: unknown;
  examples?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number | boolean;
  exclusiveMaximum?: number | boolean;
  multipleOf?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  readOnly?: boolean;
}

export type Document = Record<string, unknown>;

/** What `#/…` points to in the document, references to references included; `undefined` when there is nothing. */
export function resolve<Value>(
  document: Document,
  value: Value | { $ref?: string } | undefined,
): Value | undefined {
  let current: unknown = value;
  for (let hops = 0; hops < 20; hops++) {
    const reference = (current as { $ref?: unknown } | undefined)?.$ref;
    if (typeof reference !== 'string') return current as Value | undefined;
    if (!reference.startsWith('#')) return undefined;
    current = reference
      .slice(1)
      .split('/')
      .slice(1)
      .map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], document);
  }
  return undefined;
}

/** What is no escape stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Most parts that one schema is put together from: a hostile document could have it grow without end. */
const MOST_PARTS = 1_000;

/** The schema with its reference followed, its `allOf` merged and the first of its alternatives taken. */
export function flat(
  document: Document,
  schema: Schema | undefined,
  parts = { left: MOST_PARTS },
  depth = 0,
): Schema | undefined {
  const found = resolve<Schema>(document, schema);
  if (found === undefined || typeof found !== 'object' || depth > 20 || parts.left-- <= 0) return undefined;
  const { allOf = [], oneOf, anyOf, ...own } = found;
  const alternative = [...(oneOf ?? []), ...(anyOf ?? [])].find(
    (one) => resolve<Schema>(document, one)?.type !== 'null',
  );
  const all = [...allOf, ...(alternative === undefined ? [] : [alternative])].map((one) =>
    flat(document, one, parts, depth + 1),
  );
  if (all.includes(undefined)) return undefined;
  return (all as Schema[]).reduce(
    (merged, part) => ({
      ...part,
      ...merged,
      ...((merged.properties || part.properties) && {
        properties: { ...part.properties, ...merged.properties },
      }),
      ...((merged.required || part.required) && {
        required: [...new Set([...(merged.required ?? []), ...(part.required ?? [])])],
      }),
    }),
    own as Schema,
  );
}

/** The type to make a value of: declared, else what its keywords imply. */
export function typeOf(schema: Schema): string | undefined {
  const declared = Array.isArray(schema.type) ? schema.type.find((type) => type !== 'null') : schema.type;
  if (declared !== undefined) return declared;
  if (schema.properties !== undefined) return 'object';
  if (schema.items !== undefined) return 'array';
  if (schema.format ?? schema.pattern ?? schema.minLength ?? schema.maxLength) return 'string';
  if (schema.minimum ?? schema.maximum ?? schema.multipleOf) return 'number';
  return undefined;
}
