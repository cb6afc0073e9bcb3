import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnySchema } from '../../src/validation/parts.ts';
import { validator } from '../../src/validation/validator.ts';

const CANARY = 'kingfisher';
const fields = [
  'email',
  'url',
  'date',
  'age',
  'role',
  'union',
  'list',
  'pattern',
  'start',
  'literal',
  'kind',
] as const;
const more = ['custom', 'upper', 'deep', 'number'] as const;

const zod = z.strictObject({
  email: z.email(),
  url: z.url(),
  date: z.iso.date(),
  age: z.coerce.number(),
  role: z.enum(['admin', 'user']),
  union: z.union([z.literal('a'), z.object({ a: z.string() })]),
  list: z.array(z.email()),
  pattern: z.string().regex(/^\d+$/),
  start: z.string().startsWith('a'),
  literal: z.literal('a'),
  kind: z.discriminatedUnion('is', [z.object({ is: z.literal('a') }), z.object({ is: z.literal('b') })]),
  custom: z.string().refine(() => false, { error: ({ input }) => `not ${String(input)}` }),
  upper: z
    .string()
    .toUpperCase()
    .refine(() => false, { error: ({ input }) => `not ${String(input)}` }),
  deep: z.strictObject({ x: z.number() }),
  number: z.number().max(3, { error: ({ input }) => `${String(input)} is too much` }),
});

const valibot = v.strictObject({
  email: v.pipe(v.string(), v.email()),
  url: v.pipe(v.string(), v.url()),
  date: v.pipe(v.string(), v.isoDate()),
  age: v.number(),
  role: v.picklist(['admin', 'user']),
  union: v.union([v.literal('a'), v.object({ a: v.string() })]),
  list: v.array(v.pipe(v.string(), v.email())),
  pattern: v.pipe(v.string(), v.regex(/^\d+$/)),
  start: v.pipe(v.string(), v.startsWith('kangaroo')),
  literal: v.literal('a'),
  kind: v.variant('is', [v.object({ is: v.literal('a') }), v.object({ is: v.literal('b') })]),
  custom: v.pipe(
    v.string(),
    v.check(
      () => false,
      ({ input }) => `not ${input}`,
    ),
  ),
  upper: v.pipe(v.string(), v.toUpperCase(), v.email()),
  deep: v.strictObject({ x: v.number() }),
  number: v.pipe(v.number(), v.maxValue(3)),
});

const arktype = type({
  '+': 'reject',
  email: 'string.email',
  url: 'string.url',
  date: 'string.date.iso',
  age: 'string.numeric.parse',
  role: "'admin' | 'user'",
  union: type("'a'").or({ a: 'string' }),
  list: 'string.email[]',
  pattern: '/^\\d+$/',
  start: '/^a/',
  literal: "'a'",
  kind: type({ is: "'a'" }).or({ is: "'b'" }),
  custom: type('string').narrow((value, ctx) => ctx.reject({ message: `not ${value}` })),
  upper: type('string.email & string >= 100'),
  deep: { '+': 'reject', x: 'number' },
  number: 'number <= 3',
});

const libraries: [string, AnySchema][] = [
  ['zod', zod],
  ['Valibot', valibot],
  ['ArkType', arktype],
];

describe.each(libraries)('a submitted value never goes back with %s', (_, schema) => {
  const check = validator({ body: schema, query: schema });

  function answers(input: object): string {
    try {
      void check({ body: input, query: input });
    } catch (error) {
      return JSON.stringify(error, ['errors', 'message', 'field', 'code', 'detail']);
    }
    throw new Error('Expected the input to be refused');
  }

  it.each([
    ['a secret', CANARY],
    ['a secret with quotes and line breaks', `king"fisher'\n${CANARY}\\`],
    ['a long secret', CANARY.repeat(100)],
  ])('when every field is %s', (_title, secret) => {
    const body: Record<string, unknown> = Object.fromEntries(
      [...fields, ...more].map((name) => [name, secret]),
    );
    Object.assign(body, {
      list: [secret],
      kind: { is: secret },
      deep: { x: secret, y: secret },
      number: 67183945,
      other: secret,
    });
    const answer = answers(body);
    for (const field of [
      ...fields.filter((name) => name !== 'list' && name !== 'kind'),
      'list.0',
      'kind.is',
      'deep.y',
      'other',
    ]) {
      expect(answer).toContain(`"field":"${field}"`);
    }
    expect(answer.toLowerCase()).not.toContain('kingfisher');
    expect(answer).not.toContain('king');
    expect(answer).not.toContain('67183945');
  });

  it('when every field is an object or a list that holds it', () => {
    for (const wrapped of [{ secret: CANARY }, [CANARY], { [CANARY]: 1 }]) {
      const answer = answers(Object.fromEntries(fields.map((name) => [name, wrapped])));
      expect(answer.replace(/"field":"[^"]*"/g, '')).not.toContain(CANARY);
    }
  });

  it('when the whole part is the secret', () => {
    expect(answers([CANARY])).not.toContain(CANARY);
    expect(answers(CANARY as unknown as object)).not.toContain(CANARY);
  });
});
