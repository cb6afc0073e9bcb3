import { RANDOM, RANDOM_LENGTH } from './random.ts';
import { matching } from './pattern.ts';
import { obeys } from './obeys.ts';
import { flat, typeOf, type Document, type Schema } from './schema.ts';

/** No value can be made for this schema; the message is a phrase with the place. */
export class Unsamplable extends Error {}

export interface SampleOptions {
  /** Optional properties too. A schema without any required property gets them anyway. */
  optional?: boolean;
}

/**
 * A value that the schema allows. Free strings carry `{{random}}`, so that two samples differ where uniqueness may
 * matter. Throws {@link Unsamplable}.
 */
export function sample(schema: Schema | undefined, document: Document, options: SampleOptions = {}): unknown {
  return make(schema, { document, options, left: MOST_VALUES, parts: { left: MOST_PARTS } }, '', 0);
}

/** Most values in one sample, parts of their schemas and characters in one: what needs more was made to take for ever. */
const MOST_VALUES = 10_000;
const MOST_PARTS = 100_000;
const MOST_CHARACTERS = 100_000;

interface Making {
  document: Document;
  options: SampleOptions;
  /** Values that may still be made. */
  left: number;
  parts: { left: number };
}

function make(given: Schema | undefined, making: Making, where: string, depth: number): unknown {
  if (depth > 8) throw new Unsamplable(`${where} contains itself`);
  if (making.left-- <= 0) throw new Unsamplable(`${where} is one of more than ${MOST_VALUES} values`);
  const schema = flat(making.document, given, making.parts);
  if (schema === undefined) throw new Unsamplable(`${where || 'the body'} has a schema that cannot be read`);
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum.find((value) => value !== null);
  switch (typeOf(schema)) {
    case 'object':
      return object(schema, making, where, depth);
    case 'array': {
      const { minItems = 0 } = schema;
      if (minItems > MOST_VALUES) throw new Unsamplable(`${where} has at least ${minItems} items`);
      return Array.from({ length: minItems }, () =>
        make(schema.items ?? {}, making, `${where}[]`, depth + 1),
      );
    }
    case 'string':
      return string(schema, where);
    case 'integer':
      return number(schema, 1, where);
    case 'number':
      return number(schema, undefined, where);
    case 'boolean':
      return exampleOf(schema) ?? true;
    case 'null':
      return null;
    default:
      return exampleOf(schema) ?? `sw-${RANDOM}`;
  }
}

function object(
  { properties = {}, required = [] }: Schema,
  making: Making,
  where: string,
  depth: number,
): Record<string, unknown> {
  const { document, options, parts } = making;
  const writable = Object.keys(properties).filter(
    (name) => flat(document, properties[name], parts)?.readOnly !== true,
  );
  const demanded = writable.filter((name) => required.includes(name));
  const all = options.optional === true || (demanded.length === 0 && depth === 0);
  const made: Record<string, unknown> = {};
  for (const name of all ? writable : demanded) {
    try {
      made[name] = make(properties[name], making, where === '' ? name : `${where}.${name}`, depth + 1);
    } catch (error) {
      // What is not required is left out.
      if (!(error instanceof Unsamplable) || required.includes(name)) throw error;
    }
  }
  return made;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: `sw-${RANDOM}@example.com`,
  'idn-email': `sw-${RANDOM}@example.com`,
  uuid: `00000000-0000-4000-8000-${RANDOM}`,
  'date-time': '2030-01-15T12:00:00Z',
  date: '2030-01-15',
  time: '12:00:00Z',
  duration: 'PT1H',
  uri: `https://example.com/${RANDOM}`,
  url: `https://example.com/${RANDOM}`,
  'uri-reference': `/${RANDOM}`,
  iri: `https://example.com/${RANDOM}`,
  hostname: `sw-${RANDOM}.example.com`,
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  byte: 'c2Vhd29ydGh5',
};

function string(schema: Schema, where: string): string {
  const { format = '', pattern, minLength = 0, maxLength = Infinity } = schema;
  if (format === 'binary') throw new Unsamplable(`${where} is binary`);
  if (minLength > MOST_CHARACTERS) throw new Unsamplable(`${where} has at least ${minLength} characters`);
  const fits = (value: string): boolean => {
    const long = value.replaceAll(RANDOM, '0'.repeat(RANDOM_LENGTH));
    return (
      long.length >= minLength && long.length <= maxLength && (pattern === undefined || obeys(long, pattern))
    );
  };
  const formatted = FORMATS[format || formatByName(where)];
  const free = [
    formatted,
    // Password rules ask for a capital, a digit and a sign, whatever the schema says.
    ...(format === 'password' || /passw(or)?d|passphrase/i.test(where)
      ? [padded(`Sw1!${RANDOM}`, Math.max(minLength, 16))]
      : []),
    ...(formatted === undefined ? [padded(`sw-${RANDOM}`, minLength), padded(RANDOM, minLength)] : []),
  ].find((value) => value !== undefined && fits(value));
  if (free !== undefined) return free;
  const example = exampleOf(schema);
  if (typeof example === 'string' && fits(example)) return example;
  const fixed =
    pattern === undefined
      ? 'sw'.padEnd(minLength, 'x').slice(0, maxLength)
      : matching(pattern, minLength, maxLength);
  if (fixed === undefined) throw new Unsamplable(`${where} must match /${pattern}/, which is too intricate`);
  return fixed;
}

/** What the property's name says where the schema is silent. */
function formatByName(where: string): string {
  if (/e-?mail$/i.test(where)) return 'email';
  return /(url|uri|website)$/i.test(where) ? 'uri' : '';
}

function padded(value: string, minLength: number): string {
  const length = value.length - RANDOM.length + RANDOM_LENGTH;
  return value + 'x'.repeat(Math.max(0, minLength - length));
}

function number(schema: Schema, whole: number | undefined, where: string): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = whole } = schema;
  const step = multipleOf ?? 0.5;
  // 3.0 writes a flag beside the limit, 3.1 the limit itself.
  const above =
    typeof exclusiveMinimum === 'number' ? exclusiveMinimum : exclusiveMinimum === true ? minimum : undefined;
  const below =
    typeof exclusiveMaximum === 'number' ? exclusiveMaximum : exclusiveMaximum === true ? maximum : undefined;
  const low = Math.max(minimum ?? -Infinity, above ?? -Infinity);
  const high = Math.min(maximum ?? Infinity, below ?? Infinity);
  const fits = (value: number): boolean =>
    value >= low && value <= high && value !== above && value !== below && isMultiple(value, multipleOf);
  const example = exampleOf(schema);
  const lowest = Math.ceil(low / step) * step;
  const highest = Math.floor(high / step) * step;
  const between = (low + high) / 2;
  const candidates = [example, 1, step, lowest, lowest + step, highest, highest - step, between, 0];
  const found = candidates.find(
    (value): value is number => typeof value === 'number' && Number.isFinite(value) && fits(value),
  );
  if (found === undefined) throw new Unsamplable(`${where} has no number between its limits`);
  return found;
}

function isMultiple(value: number, step: number | undefined): boolean {
  if (step === undefined) return true;
  const ratio = value / step;
  return Math.abs(ratio - Math.round(ratio)) < 1e-9;
}

function exampleOf({ example, examples, default: fallback }: Schema): unknown {
  return example ?? (Array.isArray(examples) ? (examples as unknown[])[0] : undefined) ?? fallback;
}
