/** Following references, and inventing a value that a schema would take. */
export const sample = String.raw`
let api = {};

/** What a reference leads to, and its last name. */
function resolve(schema) {
  let name;
  for (let hops = 0; schema && schema.$ref && hops < 9; hops++) {
    const { $ref, ...beside } = schema;
    const steps = $ref.slice(2).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    name = steps[steps.length - 1];
    schema = { ...steps.reduce((at, step) => (at ? at[step] : undefined), api), ...beside };
  }
  return { schema: schema && typeof schema === 'object' ? schema : {}, name };
}

const formats = {
  'date-time': '2030-01-31T12:00:00Z', date: '2030-01-31', time: '12:00:00', duration: 'P1D',
  email: 'ada@example.com', uuid: '123e4567-e89b-42d3-a456-426614174000', uri: 'https://example.com/',
  hostname: 'example.com', ipv4: '192.0.2.1', ipv6: '2001:db8::1',
};

/** Texts to try on a pattern: words, codes, dates, and digits of every length. */
const candidates = ['string', 'STRING', 'a', 'A', 'ab', 'AB', 'abc', 'ABC', 'abc-123', 'ABC-123', 'abc_123', 'string-1', '1.0.0',
  '+15550100', '#0d9488', ...Object.values(formats), ...Array.from({ length: 20 }, (_, more) => '12345678901234567890'.slice(0, more + 1))];

function matches(pattern, text) {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}

function sampleOf(given, depth) {
  const { schema } = resolve(given);
  for (const known of ['const', 'default', 'example']) if (known in schema) return schema[known];
  if (Array.isArray(schema.examples) && schema.examples.length) return schema.examples[0];
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (depth > 6) return null;
  const choice = schema.anyOf || schema.oneOf;
  if (choice && choice.length) return sampleOf(choice.find((one) => resolve(one).schema.type !== 'null') || choice[0], depth + 1);
  if (schema.allOf && !schema.type) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, depth + 1)));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || schema.properties) {
    const fields = Object.entries(schema.properties || {}).filter(([name, field]) =>
      !resolve(field).schema.readOnly && (depth < 3 || (schema.required || []).includes(name)));
    return Object.fromEntries(fields.map(([name, field]) => [name, sampleOf(field, depth + 1)]));
  }
  if (type === 'array') {
    const first = schema.prefixItems ? schema.prefixItems.map((item) => sampleOf(item, depth + 1)) : undefined;
    return first || (schema.items && depth < 5 ? [sampleOf(schema.items, depth + 1)] : []);
  }
  if (type === 'string') {
    const fitted = (text) => text.length < schema.minLength
      ? text.padEnd(schema.minLength, '-' + text) : text.slice(0, schema.maxLength);
    if (!schema.pattern || formats[schema.format]) return fitted(formats[schema.format] || 'string');
    return candidates.map(fitted).find((text) => matches(schema.pattern, text)) || 'string';
  }
  if (type === 'integer' || type === 'number') {
    const least = schema.minimum ?? (schema.exclusiveMinimum === undefined ? undefined : schema.exclusiveMinimum + 1);
    return least ?? Math.min(1, schema.maximum ?? 1);
  }
  return type === 'boolean' ? true : null;
}
`;
