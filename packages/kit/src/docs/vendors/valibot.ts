import { UNDESCRIBED, type Direction, type JsonSchema } from '../json-schema.ts';

/** Options for `@valibot/to-json-schema`, in which a Valibot schema must be wrapped to be documented. */
export function valibotOptions(direction: Direction): Record<string, unknown> {
  return {
    errorMode: 'ignore',
    overrideSchema: ({ valibotSchema, jsonSchema, errors }: SchemaVisit): JsonSchema | undefined => {
      // JSON.stringify writes a Date as RFC 3339; no JSON value is read back as one.
      if (valibotSchema.type === 'date' && direction === 'output')
        return { ...jsonSchema, type: 'string', format: 'date-time' };
      if (errors !== undefined && Object.keys(jsonSchema).length === 0) return { description: UNDESCRIBED };
      if (typeof valibotSchema.default !== 'function') return undefined;
      const { default: _computed, ...rest } = jsonSchema;
      return rest;
    },
    overrideAction: ({ valibotAction, errors }: ActionVisit): JsonSchema | undefined =>
      errors !== undefined && valibotAction.kind === 'transformation'
        ? { description: UNDESCRIBED }
        : undefined,
  };
}

interface SchemaVisit {
  readonly valibotSchema: { readonly type: string; readonly default?: unknown };
  readonly jsonSchema: JsonSchema;
  /** Present when the schema could not be converted. */
  readonly errors?: readonly string[];
}

interface ActionVisit {
  readonly valibotAction: { readonly kind: string };
  readonly errors?: readonly string[];
}
