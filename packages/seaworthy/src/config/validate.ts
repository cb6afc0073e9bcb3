import { didYouMean } from './nearest.ts';

/** The part of JSON Schema that the configuration needs. */
export interface Schema {
  $schema?: string;
  title?: string;
  description?: string;
  type?: 'string' | 'integer' | 'boolean' | 'object' | 'array';
  enum?: readonly string[];
  anyOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: Schema | false;
  items?: Schema;
  minItems?: number;
  minLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
}

/** One sentence per mistake: where, what was expected, what is there. Empty when `value` is as `schema` says. */
export function mistakes(schema: Schema, value: unknown, where = ''): string[] {
  if (schema.anyOf !== undefined) {
    const fitting = schema.anyOf.find(({ type }) => type === typeOf(value));
    if (fitting !== undefined) return mistakes(fitting, value, where);
    return wrong(where, schema.anyOf.map((one) => article(one.type!)).join(' or '), value);
  }
  if (schema.enum !== undefined)
    return schema.enum.includes(value as string)
      ? []
      : wrong(where, `one of ${schema.enum.join(', ')}`, value, didYouMean(String(value), schema.enum));
  if (schema.type !== undefined && schema.type !== typeOf(value))
    return wrong(where, article(schema.type), value);
  if (typeof value === 'string') return inString(schema, value, where);
  if (typeof value === 'number') return inNumber(schema, value, where);
  if (Array.isArray(value)) return inArray(schema, value, where);
  if (typeof value === 'object' && value !== null)
    return inObject(schema, value as Record<string, unknown>, where);
  return [];
}

function inString({ minLength = 0, pattern, description }: Schema, value: string, where: string): string[] {
  if (value.length < minLength) return wrong(where, 'a string that is not empty', value);
  if (pattern !== undefined && !new RegExp(pattern).test(value))
    return wrong(where, description === undefined ? `a string like ${pattern}` : phrase(description), value);
  return [];
}

function inNumber(
  { minimum = -Infinity, maximum = Infinity }: Schema,
  value: number,
  where: string,
): string[] {
  return value < minimum || value > maximum ? wrong(where, `${minimum} to ${maximum}`, value) : [];
}

function inArray({ items, minItems = 0 }: Schema, value: unknown[], where: string): string[] {
  if (value.length < minItems) return wrong(where, `at least ${minItems} entry`, value);
  return items === undefined
    ? []
    : value.flatMap((item, index) => mistakes(items, item, `${where}[${index}]`));
}

function inObject(schema: Schema, value: Record<string, unknown>, where: string): string[] {
  const { properties = {}, additionalProperties, required = [] } = schema;
  const missing = required
    .filter((key) => value[key] === undefined)
    .map((key) => `${below(where, key)} is missing.`);
  const inside = Object.entries(value).flatMap(([key, inner]) => {
    if (inner === undefined) return [];
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (known === undefined) return [];
    if (known !== false) return mistakes(known, inner, below(where, key));
    const meant =
      didYouMean(key, Object.keys(properties)) || `; known: ${Object.keys(properties).join(', ')}.`;
    return [`${below(where, key)} is unknown${meant}`];
  });
  return [...missing, ...inside];
}

function wrong(where: string, expected: string, value: unknown, hint = ''): string[] {
  return [`${where || 'the configuration'}: expected ${expected}, got ${shown(value)}${hint || '.'}`];
}

function below(where: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${where}[${JSON.stringify(key)}]`;
  return where === '' ? key : `${where}.${key}`;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return value === null ? 'null' : typeof value;
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** "A path that begins with /." as the object of a sentence. */
function phrase(description: string): string {
  return description[0]!.toLowerCase() + description.slice(1).replace(/\.$/, '');
}

function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
