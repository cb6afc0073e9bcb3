import { UNDESCRIBED, type Direction, type JsonSchema } from '../json-schema.ts';

/** Options for ArkType's converter: it keeps what it can express; what is left empty gets a description. */
export function arktypeOptions(direction: Direction): Record<string, unknown> {
  return {
    fallback: {
      date: ({ base }: Gap) =>
        // JSON.stringify writes a Date as RFC 3339; no JSON value is read back as one.
        direction === 'output' ? { ...base, type: 'string', format: 'date-time' } : described(base),
      defaultValue: () => undefined,
      default: ({ base }: Gap) => described(base),
    },
  };
}

interface Gap {
  /** What could be expressed so far. */
  readonly base: JsonSchema;
}

function described(base: JsonSchema): JsonSchema {
  return Object.keys(base).length > 0 ? base : { description: UNDESCRIBED };
}
