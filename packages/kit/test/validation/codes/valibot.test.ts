import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { messages, verdicts } from './verdicts.ts';

describe('the codes of Valibot', () => {
  it.each([
    ['a missing field', 'required', v.string(), undefined],
    ['a missing choice', 'required', v.picklist(['a', 'b']), undefined],
    ['a missing union', 'required', v.union([v.string(), v.number()]), undefined],
    ['null where a text is needed', 'type', v.string(), null],
    ['a number where a text is needed', 'type', v.string(), 1],
    ['a fraction where a whole number is needed', 'type', v.pipe(v.number(), v.integer()), 1.5],
    ['a text that is no number', 'type', v.pipe(v.string(), v.toNumber()), 'many'],
    ['a union of types', 'type', v.union([v.string(), v.number()]), true],
    ['an address that is none', 'format', v.pipe(v.string(), v.email()), 'nope'],
    ['a URL that is none', 'format', v.pipe(v.string(), v.url()), 'nope'],
    ['a pattern', 'format', v.pipe(v.string(), v.regex(/^a+$/)), 'b'],
    ['a beginning', 'format', v.pipe(v.string(), v.startsWith('a')), 'b'],
    ['a short text', 'too_small', v.pipe(v.string(), v.minLength(3)), 'ab'],
    ['an empty text', 'too_small', v.pipe(v.string(), v.nonEmpty()), ''],
    ['a small number', 'too_small', v.pipe(v.number(), v.gtValue(0)), 0],
    ['a long text', 'too_big', v.pipe(v.string(), v.maxLength(1)), 'ab'],
    ['a text of another length', 'too_big', v.pipe(v.string(), v.length(3)), 'abcd'],
    ['a short text of another length', 'too_small', v.pipe(v.string(), v.length(3)), 'ab'],
    ['a big number', 'too_big', v.pipe(v.number(), v.maxValue(1)), 2],
    ['a choice that is none', 'not_allowed', v.picklist(['a', 'b']), 'c'],
    ['another literal', 'not_allowed', v.literal(5), 6],
    ['a union of literals', 'not_allowed', v.union([v.literal('a'), v.literal('b')]), 'c'],
    ['a value that is taken out', 'not_allowed', v.pipe(v.string(), v.notValue('x')), 'x'],
    ['a step', 'invalid', v.pipe(v.number(), v.multipleOf(5)), 3],
    [
      'a check',
      'invalid',
      v.pipe(
        v.string(),
        v.check(() => false),
      ),
      'x',
    ],
    ['a custom schema', 'invalid', v.custom(() => false), 'x'],
  ])('say of %s: %s', (_, code, schema, value) => {
    const body = value === undefined ? {} : { a: value };
    expect(verdicts(v.object({ a: schema as v.GenericSchema }), body)).toEqual([`a: ${code}`]);
  });

  it('say not_allowed of a discriminator without a branch', () => {
    const schema = v.variant('k', [v.object({ k: v.literal('a') }), v.object({ k: v.literal('b') })]);
    expect(verdicts(schema, { k: 'c' })).toEqual(['k: not_allowed']);
    expect(verdicts(schema, {})).toEqual(['k: required']);
  });

  it('name unknown fields', () => {
    const schema = v.object({ deep: v.strictObject({}), pair: v.strictTuple([v.string()]) });
    expect(verdicts(schema, { deep: { x: 1, y: 2 }, pair: ['a', 'b'] })).toEqual([
      'deep.x: unknown_field',
      'pair.1: unknown_field',
    ]);
  });

  it('keep the messages of the author, and those of Valibot without what was received', () => {
    const schema = v.object({
      email: v.pipe(v.string(), v.email('We write to you there')),
      name: v.pipe(v.string(), v.minLength(3)),
      site: v.pipe(v.string(), v.url()),
      age: v.number(),
      role: v.picklist(['admin', 'user']),
    });
    expect(messages(schema, { email: 'nope', name: 'N', site: 'here', age: 'forty' })).toEqual([
      'email: We write to you there',
      'name: Invalid length: Expected >=3',
      'site: Invalid URL',
      'age: Invalid type: Expected number',
      'role: Required',
    ]);
    expect(messages(schema, undefined)).toEqual(['body: Required']);
  });
});
