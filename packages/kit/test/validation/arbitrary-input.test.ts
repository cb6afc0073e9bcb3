import { type } from 'arktype';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { FieldError } from '../../src/errors/field-error.ts';
import { ValidationError } from '../../src/errors/http/validation-error.ts';
import type { AnySchema } from '../../src/validation/parts.ts';
import { validator } from '../../src/validation/validator.ts';

const libraries: [string, AnySchema][] = [
  [
    'zod',
    z.strictObject({
      a: z.union([z.string().max(3), z.array(z.int()), z.record(z.email(), z.unknown())]),
      b: z
        .discriminatedUnion('k', [
          z.object({ k: z.literal('a') }),
          z.object({ k: z.literal(1), c: z.json() }),
        ])
        .optional(),
    }),
  ],
  [
    'Valibot',
    v.strictObject({
      a: v.union([
        v.pipe(v.string(), v.maxLength(3)),
        v.array(v.number()),
        v.record(v.pipe(v.string(), v.email()), v.unknown()),
      ]),
      b: v.optional(
        v.variant('k', [v.object({ k: v.literal('a') }), v.object({ k: v.literal(1), c: v.unknown() })]),
      ),
    }),
  ],
  [
    'ArkType',
    type({
      '+': 'reject',
      a: 'string <= 3 | number[] | object',
      'b?': type({ k: "'a'" }).or({ k: '1', c: 'unknown' }),
    }),
  ],
];

const hostile = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  'a',
  'b',
  'k',
  'a/~b',
  '\ud800',
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(hostile, fc.string()), tie('json'), { maxKeys: 4 }),
  ),
}));
const input = fc.oneof(json, fc.record({ a: json, b: json }), fc.dictionary(hostile, json, { maxKeys: 4 }));

describe.each(libraries)('with %s any JSON', (_, schema) => {
  const check = validator({ body: schema, query: schema });

  it('is valid or a ValidationError, and never reaches Object.prototype', () => {
    const before = Reflect.ownKeys(Object.prototype);
    const property = fc.property(input, input, (body, query) => {
      expect(problemsWith(parsed(body), parsed(query))).toEqual([]);
      expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    });
    fc.assert(property, { numRuns: 150 });
  });

  /** The errors that no client could use. Rethrows what is not a `ValidationError`. */
  function problemsWith(body: unknown, query: unknown): FieldError[] {
    try {
      void check({ body, query });
      return [];
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return error.errors.filter(
        ({ message, code, pointer }) =>
          message === '' || !/^[a-z_]+$/.test(code) || !URL.canParse(pointer, 'http://x'),
      );
    }
  }
});

/** Through text, as on the wire: only a parser makes own keys named __proto__. */
function parsed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
