import { flat, resolve, typeOf, type Document, type Schema } from '../profile/schema.ts';

export type Breakage = 'missing' | 'type' | 'enum' | 'range';

/** One way to make one field of a body invalid. */
export interface Broken {
  field: string;
  how: Breakage;
  body: Record<string, unknown>;
  /** Whether a schema, or the user, says that this is invalid. */
  certain: boolean;
}

/** What is known about a body. */
export interface Described {
  required: readonly string[];
  document?: Document | undefined;
  schema?: Schema | undefined;
}

/** At most three ways to make this field of a good body invalid, the surest first. */
export function waysToBreak(
  body: Record<string, unknown>,
  field: string,
  { required, document = {}, schema }: Described,
): Broken[] {
  const { [field]: value, ...rest } = body;
  const property = schema?.properties?.[field];
  const replaced = (how: Breakage, other: unknown, certain: boolean): Broken => ({
    field,
    how,
    body: { ...body, [field]: other },
    certain,
  });
  const ways: Broken[] = [];
  const must = required.includes(field);
  if (must || (schema === undefined && required.length === 0))
    ways.push({ field, how: 'missing', body: rest, certain: must });
  // What nobody converts: an object where a scalar belongs, a number where an object belongs.
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const [wrong, allowed] = isObject ? [7, OBJECTS] : [{ seaworthy: true }, OTHERS];
  ways.push(replaced('type', wrong, property !== undefined && only(document, property, allowed)));
  const alternatives = property === undefined ? [] : alternativesOf(document, property);
  const known = alternatives.length === 1 ? flat(document, alternatives[0]) : undefined;
  if (known?.enum?.every((one) => typeof one === 'string'))
    ways.push(replaced('enum', 'seaworthy-not-listed', true));
  const outside = known === undefined ? undefined : beyond(known);
  if (outside !== undefined) ways.push(replaced('range', outside, true));
  return ways.slice(0, 3);
}

const OBJECTS = ['object', 'array'];
const OTHERS = ['string', 'number', 'integer', 'boolean', 'null', 'array'];

/** Whether the schema names the types of all of its alternatives, and these only. */
function only(document: Document, given: Schema, types: readonly string[]): boolean {
  return alternativesOf(document, given).every((one) => {
    const schema = flat(document, one);
    const declared = schema?.type === undefined ? [typeOf(schema ?? {})] : [schema.type].flat();
    return declared.every((type) => type !== undefined && types.includes(type));
  });
}

/** The schema itself, or each of its alternatives, and theirs. */
function alternativesOf(document: Document, given: Schema, depth = 0): Schema[] {
  const { oneOf = [], anyOf = [], ...own } = resolve<Schema>(document, given) ?? {};
  const alternatives = [...oneOf, ...anyOf];
  if (alternatives.length === 0 || depth > 5) return [own];
  return alternatives.flatMap((one) => alternativesOf(document, one, depth + 1));
}

/** A value just outside of the documented limits, `undefined` when there are none. */
function beyond(schema: Schema): unknown {
  const { minLength = 0, maxLength, minimum, maximum } = schema;
  switch (typeOf(schema)) {
    case 'string':
      if (schema.enum !== undefined || schema.format !== undefined) return undefined;
      if (maxLength !== undefined && maxLength < 5000) return 'x'.repeat(maxLength + 1);
      return minLength > 0 ? 'x'.repeat(minLength - 1) : undefined;
    case 'integer':
    case 'number':
      if (maximum !== undefined) return maximum + 1;
      return minimum === undefined ? undefined : minimum - 1;
    default:
      return undefined;
  }
}
