import type { Direction, JsonSchema } from './json-schema.ts';

/**
 * The named schemas of one document. Local `$defs` move here, because a `$ref` of `#/$defs/Node` or `#` would point
 * into the OpenAPI document instead of the schema it was made for.
 */
export class Definitions {
  readonly #schemas = new Map<string, JsonSchema>();
  /** A definition with everything it refers to, and the name it got: equal ones share a name. */
  readonly #names = new Map<string, string>();

  /** The schema as it may stand in the document; `name` is for definitions that have none of their own. */
  add(schema: JsonSchema, name: string, direction: Direction): JsonSchema {
    const { $defs = {}, ...root } = schema;
    const local = new Map(Object.entries($defs));
    if (refersToRoot(root, local)) {
      local.set('', root);
      return { $ref: this.#place('', local, name, direction) };
    }
    return rewrite(root, (key) => this.#place(key, local, name, direction));
  }

  /** By name, sorted. */
  schemas(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #place(key: string, local: ReadonlyMap<string, JsonSchema>, hint: string, direction: Direction): string {
    const identity = closure(key, local);
    let name = this.#names.get(identity);
    if (name === undefined) {
      name = this.#free(nameOf(key, local.get(key)) ?? hint, direction);
      // Before its own definition is rewritten: it may refer to itself.
      this.#names.set(identity, name);
      this.#schemas.set(name, {});
      this.#schemas.set(
        name,
        rewrite(local.get(key) ?? {}, (other) => this.#place(other, local, hint, direction)),
      );
    }
    return `#/components/schemas/${name}`;
  }

  #free(wanted: string, direction: Direction): string {
    if (!this.#schemas.has(wanted)) return wanted;
    const sided = `${wanted}${direction === 'input' ? 'Input' : 'Output'}`;
    let name = sided;
    for (let n = 2; this.#schemas.has(name); n++) name = `${sided}${n}`;
    return name;
  }
}

/** The definition's own name or title. Counted names (`__schema0`, `intersection23`) change with load order. */
function nameOf(key: string, schema: JsonSchema | undefined): string | undefined {
  const name = /^(?:[a-z_]+\d+|\d*)$/.test(key) ? schema?.['title'] : key;
  return typeof name === 'string' && name !== '' ? name.replace(/[^\w.-]+/g, '_') : undefined;
}

/** Keywords that hold schemas by name, and keywords that hold data in which a `$ref` is just a string. */
const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);
const DATA = new Set(['const', 'enum', 'default', 'example', 'examples']);

function rewrite(schema: JsonSchema, refer: (key: string) => string): JsonSchema {
  const visit = (value: unknown, isMap: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => visit(item, false));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (isMap) return [key, visit(inner, false)];
        if (key === '$ref' && typeof inner === 'string') return [key, pointed(inner, refer)];
        return [key, DATA.has(key) ? inner : visit(inner, MAPS.has(key))];
      }),
    );
  };
  return visit(schema, false) as JsonSchema;
}

/** `#/$defs/Node/items` points into the definition `Node`; any other fragment into the root. */
function pointed(ref: string, refer: (key: string) => string): string {
  if (!ref.startsWith('#')) return ref;
  const [, key, inside = ''] = /^#\/\$defs\/([^/]+)(\/.*)?$/.exec(ref) ?? [];
  if (key === undefined) return refer('') + ref.slice(1);
  return refer(decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')) + inside;
}

function refersToRoot(root: JsonSchema, local: ReadonlyMap<string, JsonSchema>): boolean {
  let found = false;
  const look = (key: string): string => {
    found ||= key === '';
    return '';
  };
  for (const schema of [root, ...local.values()]) rewrite(schema, look);
  return found;
}

function closure(key: string, local: ReadonlyMap<string, JsonSchema>): string {
  const reached = new Map<string, JsonSchema>();
  const reach = (next: string): string => {
    if (!reached.has(next)) {
      const schema = local.get(next) ?? {};
      reached.set(next, schema);
      rewrite(schema, reach);
    }
    return '';
  };
  reach(key);
  return JSON.stringify([...reached]);
}
