import { type } from 'arktype';
import * as v from 'valibot';
import { expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { ValidInput } from '../../src/validation/parts.ts';
import { environment } from '../../src/validation/environment.ts';
import { validator } from '../../src/validation/validator.ts';

const user = z.object({ name: z.string(), age: z.coerce.number().default(1) });

it('a bare schema types the body', () => {
  expectTypeOf<ValidInput<typeof user>>().toEqualTypeOf<{ body: { name: string; age: number } }>();
});

it('parts are typed by the outputs of their schemas, of any library', () => {
  const parts = {
    body: v.object({ a: v.pipe(v.string(), v.toNumber()) }),
    query: type({ 'limit?': 'string.numeric.parse' }),
    params: z.object({ id: z.coerce.number() }),
    response: { 200: user },
  };
  expectTypeOf<ValidInput<typeof parts>>().toEqualTypeOf<{
    body: { a: number };
    query: { limit?: number };
    params: { id: number };
  }>();
});

it('a part that may have no schema may be undefined', () => {
  expectTypeOf<ValidInput<{ body: typeof user; query?: typeof user }>['query']>().toEqualTypeOf<
    { name: string; age: number } | undefined
  >();
});

it('what is not there does not compile', () => {
  type Valid = ValidInput<{ body: typeof user }>;
  // @ts-expect-error -- no schema, no part
  expectTypeOf<Valid['query']>();
  // @ts-expect-error -- not in the schema
  expectTypeOf<Valid['body']['email']>();
  // @ts-expect-error -- a number since the schema coerces it
  expectTypeOf<Valid['body']['age']>().toEqualTypeOf<string>();
});

it('what is no schema does not compile', () => {
  // @ts-expect-error -- a plain object is no schema
  expect(() => validator({ body: { name: 'string' } })).toThrow(TypeError);
  // @ts-expect-error -- no part has this name
  expect(() => validator({ bdy: user })).toThrow(TypeError);
});

it('the environment is typed by its schema', () => {
  const env = environment(z.object({ PORT: z.coerce.number().default(3000) }), {});
  expectTypeOf(env).toEqualTypeOf<{ PORT: number }>();
  // @ts-expect-error -- not in the schema
  expectTypeOf(env.HOST);
});
