import type { AnySchema } from '../validation/parts.ts';
import type { Direction } from './json-schema.ts';

/** The fields of an object schema by name, for libraries that show them: zod (`shape`), Valibot (`entries`). */
export function fieldsOf(schema: AnySchema): Readonly<Record<string, AnySchema>> | undefined {
  const { shape, entries } = schema as { shape?: unknown; entries?: unknown };
  const fields = shape ?? entries;
  if (typeof fields !== 'object' || fields === null) return undefined;
  const all = Object.entries(fields);
  return all.every(([, field]) => isSchema(field)) ? Object.fromEntries(all) : undefined;
}

/** Whether a value may be missing where this schema stands; `false` when the library does not tell. */
export function isOptional(schema: AnySchema | undefined, direction: Direction): boolean {
  const { _zod: zod, type } = schema as { _zod?: { optin?: string; optout?: string }; type?: unknown };
  if (zod !== undefined) return (direction === 'input' ? zod.optin : zod.optout) !== undefined;
  return typeof type === 'string' && OPTIONAL.has(type);
}

const OPTIONAL = new Set(['optional', 'exact_optional', 'nullish', 'undefinedable']);

function isSchema(value: unknown): value is AnySchema {
  return (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value;
}
