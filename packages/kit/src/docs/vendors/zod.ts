import { UNDESCRIBED, type Direction, type JsonSchema } from '../json-schema.ts';

/** Options for zod's converter: what has no JSON Schema becomes `{}`, and what zod says too much of is corrected. */
export function zodOptions(direction: Direction): Record<string, unknown> {
  return {
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }: Visit) => {
      const def = zodSchema._zod.def;
      corrections[def.type]?.(jsonSchema, def, direction);
    },
  };
}

interface Def {
  readonly type: string;
  readonly coerce?: boolean;
  readonly catchall?: unknown;
  /** A getter: a default given as a function is called by every read. */
  readonly defaultValue?: unknown;
}

interface Visit {
  readonly zodSchema: { readonly _zod: { readonly def: Def } };
  readonly jsonSchema: JsonSchema;
}

type Correction = (json: JsonSchema, def: Def, direction: Direction) => void;

const undescribed: Correction = (json) => {
  json.description ??= UNDESCRIBED;
};

const steadyDefault: Correction = (json, def) => {
  if ('default' in json && !isSteady(json['default'], def.defaultValue)) delete json['default'];
};

const corrections: Readonly<Record<string, Correction>> = {
  custom: undescribed,
  function: undescribed,
  map: undescribed,
  nan: undescribed,
  set: undescribed,
  symbol: undescribed,
  transform: undescribed,
  undefined: undescribed,
  void: undescribed,
  // JSON.stringify writes a Date as RFC 3339; read back, only a coercing schema takes it.
  date: (json, def, direction) => {
    if (direction === 'input' && def.coerce !== true) return undescribed(json, def, direction);
    json.type = 'string';
    json.format = 'date-time';
  },
  bigint: (json, def, direction) => {
    if (direction === 'output' || def.coerce !== true) return undescribed(json, def, direction);
    json.type = 'integer';
  },
  // The range of every safe integer, which zod adds to `int()`, is noise to a reader.
  number: (json) => {
    if (json['minimum'] === Number.MIN_SAFE_INTEGER) delete json['minimum'];
    if (json['maximum'] === Number.MAX_SAFE_INTEGER) delete json['maximum'];
  },
  // Answers are not parsed, so nothing proves that no other property is sent.
  object: (json, def, direction) => {
    if (direction === 'output' && def.catchall === undefined) delete json['additionalProperties'];
  },
  // `readonly()` is about the program's own hands; OpenAPI's `readOnly` would forbid clients to send it.
  readonly: (json) => delete json['readOnly'],
  // A caught value replaces what is wrong, not what is missing.
  catch: (json) => delete json['default'],
  default: steadyDefault,
  prefault: steadyDefault,
};

/** Whether a default is a constant: the same when read again, and not the time of day. */
function isSteady(value: unknown, again: unknown): boolean {
  if (JSON.stringify(value) !== JSON.stringify(again)) return false;
  const time = typeof value === 'string' ? Date.parse(value) : value;
  return typeof time !== 'number' || !(Math.abs(Date.now() - time) < 60_000);
}
