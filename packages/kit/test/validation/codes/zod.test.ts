import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { messages, verdicts } from './verdicts.ts';

describe('the codes of zod', () => {
  it.each([
    ['a missing field', 'required', z.string(), undefined],
    ['a missing choice', 'required', z.enum(['a', 'b']), undefined],
    ['a missing union', 'required', z.union([z.string(), z.number()]), undefined],
    ['a missing coerced number', 'required', z.coerce.number(), undefined],
    ['null where a text is needed', 'type', z.string(), null],
    ['a number where a text is needed', 'type', z.string(), 1],
    ['a fraction where a whole number is needed', 'type', z.int(), 1.5],
    ['a text that is no number', 'type', z.coerce.number(), 'many'],
    ['a union of types', 'type', z.union([z.string(), z.number()]), true],
    ['an address that is none', 'format', z.email(), 'nope'],
    ['a URL that is none', 'format', z.url(), 'nope'],
    ['a pattern', 'format', z.string().regex(/^a+$/), 'b'],
    ['a date that is none', 'format', z.iso.datetime(), 'today'],
    ['a short text', 'too_small', z.string().min(3), 'ab'],
    ['a small number', 'too_small', z.number().positive(), -1],
    ['an empty list', 'too_small', z.array(z.string()).nonempty(), []],
    ['a long text', 'too_big', z.string().max(1), 'ab'],
    ['a text of another length', 'too_big', z.string().length(3), 'abcd'],
    ['a big number', 'too_big', z.number().max(1), 2],
    ['a choice that is none', 'not_allowed', z.enum(['a', 'b']), 'c'],
    ['another literal', 'not_allowed', z.literal(5), 6],
    ['a union of literals', 'not_allowed', z.union([z.literal('a'), z.literal('b')]), 'c'],
    ['a union of objects', 'invalid', z.union([z.object({ a: z.string() }), z.string()]), { a: 1 }],
    ['a step', 'invalid', z.number().multipleOf(5), 3],
    ['a refinement', 'invalid', z.string().refine(() => false), 'x'],
  ])('say of %s: %s', (_, code, schema, value) => {
    expect(verdicts(z.object({ a: schema }), { a: value })).toEqual([`a: ${code}`]);
  });

  it('say not_allowed of a discriminator without a branch', () => {
    const schema = z.discriminatedUnion('k', [
      z.object({ k: z.literal('a') }),
      z.object({ k: z.literal('b') }),
    ]);
    expect(verdicts(schema, { k: 'c' })).toEqual(['k: not_allowed']);
    expect(verdicts(schema, {})).toEqual(['k: required']);
  });

  it('name every unknown field', () => {
    const schema = z.object({ deep: z.strictObject({}) });
    expect(verdicts(schema, { deep: { x: 1, y: 2 } })).toEqual([
      'deep.x: unknown_field',
      'deep.y: unknown_field',
    ]);
  });

  it('do not call a cross-field rule about a missing field required', () => {
    const schema = z.object({ a: z.string(), b: z.string().optional() }).refine(() => false, { path: ['b'] });
    expect(verdicts(schema, { a: 'x' })).toEqual(['b: invalid']);
  });

  it('keep the messages of zod and of the author', () => {
    const schema = z.object({
      email: z.email('We write to you there'),
      name: z.string({ error: 'What shall we call you?' }),
      age: z.number(),
      role: z.enum(['admin', 'user']),
    });
    expect(messages(schema, { email: 'nope', age: 'old' })).toEqual([
      'email: We write to you there',
      'name: What shall we call you?',
      'age: Invalid input: expected number, received string',
      'role: Invalid option: expected one of "admin"|"user"',
    ]);
    expect(messages(schema, undefined)).toEqual(['body: Required']);
  });
});
