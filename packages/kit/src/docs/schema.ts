import type { AnySchema } from '../validation/parts.ts';
import { fieldsOf, isOptional } from './fields.ts';
import { UNDESCRIBED, type Direction, type JsonSchema } from './json-schema.ts';
import { arktypeOptions } from './vendors/arktype.ts';
import { valibotOptions } from './vendors/valibot.ts';
import { zodOptions } from './vendors/zod.ts';

/**
 * The JSON Schema of any Standard Schema, never throws. What cannot be expressed (a `Date`, a transform, a class)
 * becomes `{}` with a description, and nothing around it is lost. May carry `$defs` with local `$ref`s.
 */
export function jsonSchemaOf(schema: AnySchema, direction: Direction): JsonSchema {
  return whole(schema, direction) ?? fieldByField(schema, direction) ?? { description: UNDESCRIBED };
}

/** How each library is told to leave out what it cannot express, instead of throwing the document away. */
const vendors: Readonly<Record<string, (direction: Direction) => Record<string, unknown>>> = {
  arktype: arktypeOptions,
  valibot: valibotOptions,
  zod: zodOptions,
};

const TARGET = 'draft-2020-12';

type Convert = (options: Record<string, unknown>) => unknown;

/** The three ways a schema may offer to convert itself; the first is the standard's. */
interface Convertible {
  readonly '~standard': {
    readonly vendor: string;
    readonly jsonSchema?: Readonly<Record<Direction, Convert>>;
  };
  toJSONSchema?: Convert;
  toJsonSchema?: Convert;
}

function whole(schema: AnySchema, direction: Direction): JsonSchema | undefined {
  const convertible = schema as unknown as Convertible;
  const standard = convertible['~standard'];
  const options = vendors[standard.vendor]?.(direction);
  try {
    return plain(
      standard.jsonSchema === undefined
        ? (convertible.toJSONSchema?.({ target: TARGET, io: direction, ...options }) ??
            convertible.toJsonSchema?.({ ...options }))
        : standard.jsonSchema[direction]({ target: TARGET, ...(options && { libraryOptions: options }) }),
    );
  } catch {
    return undefined;
  }
}

/** One field that cannot be converted at all must not take its neighbours along. */
function fieldByField(schema: AnySchema, direction: Direction): JsonSchema | undefined {
  const fields = fieldsOf(schema);
  if (fields === undefined) return undefined;
  const required = Object.keys(fields).filter((name) => !isOptional(fields[name], direction));
  const properties: Record<string, JsonSchema> = {};
  for (const [name, field] of Object.entries(fields)) {
    const { $defs, ...own } = jsonSchemaOf(field, direction);
    // Local definitions would lose their root here; a cycle is cut where it starts.
    properties[name] = $defs === undefined ? own : { description: UNDESCRIBED };
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** JSON and nothing else: functions, symbols and class instances that slipped into metadata are gone. */
function plain(converted: unknown): JsonSchema | undefined {
  if (typeof converted !== 'object' || converted === null) return undefined;
  const { $schema: _dialect, ...schema } = JSON.parse(JSON.stringify(converted)) as JsonSchema;
  return schema;
}
