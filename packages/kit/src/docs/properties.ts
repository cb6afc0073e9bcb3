import type { JsonSchema } from './json-schema.ts';

export interface Property {
  name: string;
  required: boolean;
  /** Complete by itself: carries the definitions of the schema it was taken from, if it uses any. */
  schema: JsonSchema;
}

/**
 * The properties of an object schema, also through `$ref`, `allOf` and alternatives: a property that only some
 * alternatives have is optional. Empty for what is not an object.
 */
export function propertiesOf(schema: JsonSchema): Property[] {
  const { $defs } = schema;
  return [...collect(schema, schema, 0).values()].map((property) => ({
    ...property,
    schema: JSON.stringify(property.schema).includes('"#/$defs/')
      ? { ...property.schema, ...($defs && { $defs }) }
      : property.schema,
  }));
}

/** Definitions may refer to each other in a circle. */
const DEEPEST = 16;

function collect(schema: JsonSchema, root: JsonSchema, depth: number): Map<string, Property> {
  const found = new Map<string, Property>();
  if (depth > DEEPEST) return found;
  const into = (property: Property): void => {
    const before = found.get(property.name);
    found.set(property.name, { ...property, required: property.required || before?.required === true });
  };
  for (const [name, own] of Object.entries(schema.properties ?? {}))
    into({ name, required: schema.required?.includes(name) === true, schema: own });
  const target = schema.$ref?.startsWith('#/$defs/') ? root.$defs?.[schema.$ref.slice(8)] : undefined;
  for (const part of [...(target ? [target] : []), ...schemas(schema['allOf'])])
    for (const property of collect(part, root, depth + 1).values()) into(property);
  const alternatives = [...schemas(schema['anyOf']), ...schemas(schema['oneOf'])].map((each) =>
    collect(each, root, depth + 1),
  );
  for (const property of alternatives.flatMap((each) => [...each.values()])) {
    if (found.has(property.name)) continue;
    const all = alternatives.flatMap((each) => each.get(property.name) ?? []);
    into({
      name: property.name,
      required: all.length === alternatives.length && all.every((each) => each.required),
      schema: eitherOf(all.map((each) => each.schema)),
    });
  }
  return found;
}

function schemas(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? (value as JsonSchema[]) : [];
}

function eitherOf(all: readonly JsonSchema[]): JsonSchema {
  const distinct = [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  const [only, another] = distinct;
  return only !== undefined && another === undefined ? only : { anyOf: distinct };
}
