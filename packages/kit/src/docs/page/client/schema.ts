/** Showing a schema: one line per field, deeper levels unfolded on demand (so that recursion costs nothing). */
export const schema = String.raw`
function typeText(given) {
  if (given === false) return 'nothing';
  const { schema, name } = resolve(given);
  if (name) return name;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choice = schema.anyOf || schema.oneOf;
  if (choice) return choice.map(typeText).join(' | ');
  if (schema.allOf && !schema.type) return schema.allOf.map(typeText).join(' & ');
  const types = [].concat(schema.type || (schema.properties ? 'object' : 'any'));
  return types.map((type) => {
    if (type === 'array') {
      if (schema.prefixItems) return '[' + schema.prefixItems.map(typeText).join(', ') + ']';
      const item = typeText(schema.items || {});
      return (/[|&]/.test(item) ? '(' + item + ')' : item) + '[]';
    }
    if (type === 'object' && !schema.properties && schema.additionalProperties)
      return 'map of ' + typeText(schema.additionalProperties);
    return schema.format && type !== 'null' ? type + ' (' + schema.format + ')' : type;
  }).join(' | ');
}

function limits(given) {
  const { schema } = resolve(given);
  const range = (low, high, unit) => {
    if (low === undefined && high === undefined) return [];
    if (low === high) return [low + unit];
    return [low === undefined ? 'at most ' + high + unit : high === undefined ? 'at least ' + low + unit : low + ' to ' + high + unit];
  };
  return [
    ...range(schema.minimum, schema.maximum, ''),
    ...(schema.exclusiveMinimum === undefined ? [] : ['more than ' + schema.exclusiveMinimum]),
    ...(schema.exclusiveMaximum === undefined ? [] : ['less than ' + schema.exclusiveMaximum]),
    ...range(schema.minLength, schema.maxLength, ' characters'),
    ...range(schema.minItems, schema.maxItems, ' items'),
    ...(schema.multipleOf === undefined ? [] : ['multiple of ' + schema.multipleOf]),
    ...(schema.uniqueItems ? ['no doubles'] : []),
    ...(schema.pattern && !schema.format ? ['matches ' + schema.pattern] : []),
    ...('default' in schema ? ['default ' + JSON.stringify(schema.default)] : []),
  ];
}

function facts(given) {
  const found = limits(given);
  return found.length ? el('span', { class: 'limits' }, found.map((fact) => el('span', {}, fact))) : undefined;
}

/** A name with its type, limits and description; what is inside unfolds below. */
function row(name, given, { required, optional, where, answered }) {
  const inside = nested(given);
  const line = [
    el('code', { class: 'name' }, name),
    el('span', { class: 'type' }, typeText(given)),
    where && el('span', { class: 'where' }, where),
    required && el('span', { class: 'required' }, 'required'),
    optional && el('span', { class: 'where' }, 'optional'),
    facts(given),
  ].filter(Boolean);
  const about = prose(resolve(given).schema.description);
  if (!inside) return el('li', {}, el('div', { class: 'line' }, line), about);
  const fold = el('details', { class: 'fold', ontoggle: () => {
    if (fold.open && fold.children.length === 1) fold.append(schemaView(inside, answered));
  } }, el('summary', { class: 'line' }, line));
  return el('li', {}, fold, about);
}

/** The schema worth unfolding in a field: its own fields, or those of its items, values or alternatives. */
function nested(given, depth = 0) {
  if (depth > 8) return undefined;
  const { schema } = resolve(given);
  if (schema.properties && Object.keys(schema.properties).length) return given;
  const choice = schema.anyOf || schema.oneOf || schema.allOf;
  if (choice) return choice.some((one) => nested(one, depth + 1)) ? given : undefined;
  const inner = schema.items || schema.additionalProperties;
  return inner && typeof inner === 'object' ? nested(inner, depth + 1) : undefined;
}

/** In an answer most fields are always there, so it is the others that are marked. */
function schemaView(given, answered) {
  const { schema } = resolve(given);
  const choice = schema.anyOf || schema.oneOf;
  const fields = Object.entries(schema.properties || {});
  if (fields.length) {
    const required = new Set(schema.required || []);
    return el('ul', { class: 'fields' }, fields.map(([name, field]) => row(name, field,
      { required: !answered && required.has(name), optional: answered && !required.has(name), answered })));
  }
  if (choice && choice.some((one) => nested(one)))
    return el('ul', { class: 'fields' }, choice.map((one, index) => row('option ' + (index + 1), one, { answered })));
  if (schema.allOf && !schema.type)
    return el('ul', { class: 'fields' }, schema.allOf.map((one, index) => row('part ' + (index + 1), one, { answered })));
  const inner = nested(given);
  return inner && inner !== given
    ? el('div', {}, el('p', { class: 'line' }, el('span', { class: 'type' }, typeText(given)), facts(given)), schemaView(inner, answered))
    : el('p', { class: 'line' }, el('span', { class: 'type' }, typeText(given)), facts(given));
}
`;
