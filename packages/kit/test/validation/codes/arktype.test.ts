import { type } from 'arktype';
import { describe, expect, it } from 'vitest';
import { messages, verdicts } from './verdicts.ts';

describe('the codes of ArkType', () => {
  it.each([
    ['a missing field', 'required', type({ a: 'string' }), {}],
    ['a missing choice', 'required', type({ a: "'x' | 'y'" }), {}],
    ['a missing union', 'required', type({ a: 'string | number' }), {}],
    ['null where a text is needed', 'type', type({ a: 'string' }), { a: null }],
    ['a number where a text is needed', 'type', type({ a: 'string' }), { a: 1 }],
    ['a text where a date is needed', 'type', type({ a: 'Date' }), { a: 'today' }],
    ['a union of types', 'type', type({ a: 'string | number' }), { a: true }],
    ['an address that is none', 'format', type({ a: 'string.email' }), { a: 'nope' }],
    ['a URL that is none', 'format', type({ a: 'string.url' }), { a: 'nope' }],
    ['a pattern', 'format', type({ a: '/^a+$/' }), { a: 'b' }],
    ['a text that is no number', 'format', type({ a: 'string.numeric.parse' }), { a: 'many' }],
    ['a short text', 'too_small', type({ a: 'string >= 3' }), { a: 'ab' }],
    ['a small number', 'too_small', type({ a: 'number > 0' }), { a: 0 }],
    ['a long text', 'too_big', type({ a: 'string <= 1' }), { a: 'ab' }],
    ['a text of another length', 'too_big', type({ a: 'string == 3' }), { a: 'abcd' }],
    ['a short text of another length', 'too_small', type({ a: 'string == 3' }), { a: 'ab' }],
    ['a big number', 'too_big', type({ a: 'number <= 1' }), { a: 2 }],
    ['a choice that is none', 'not_allowed', type({ a: "'x' | 'y'" }), { a: 'z' }],
    ['another literal', 'not_allowed', type({ a: '5' }), { a: 6 }],
    ['a step', 'invalid', type({ a: 'number % 5' }), { a: 3 }],
    ['a narrowing', 'invalid', type({ a: type('string').narrow(() => false) }), { a: 'x' }],
  ])('say of %s: %s', (_, code, schema, body) => {
    expect(verdicts(schema, body)).toEqual([`a: ${code}`]);
  });

  it('say not_allowed of a discriminator without a branch', () => {
    const schema = type({ k: "'a'", x: 'string' }).or({ k: "'b'", y: 'number' });
    expect(verdicts(schema, { k: 'c' })).toEqual(['k: not_allowed']);
    expect(verdicts(schema, {})).toEqual(['k: required']);
  });

  it('name every unknown field', () => {
    const schema = type({ deep: { '+': 'reject' } });
    expect(verdicts(schema, { deep: { x: 1, 'y.z': 2 } })).toEqual([
      'deep.x: unknown_field',
      'deep.y.z: unknown_field',
    ]);
  });

  it('tell several broken rules of one field apart', () => {
    const schema = type({ a: 'string.email & string >= 30' });
    expect(verdicts(schema, { a: 'nope' })).toEqual(['a: format', 'a: too_small']);
  });

  it('keep the messages of the author, and those of ArkType without path and received value', () => {
    const schema = type({
      email: 'string.email',
      'first name': 'string >= 3',
      age: type('number').configure({ message: 'We need your age' }),
      role: "'admin' | 'user'",
      tags: 'string[]',
    });
    const body = { email: 'nope', 'first name': 'No', age: 'forty', role: 'root', tags: ['fine', 7] };
    expect(messages(schema, body).toSorted()).toEqual([
      'age: We need your age',
      'email: must be an email address',
      'first name: must be at least length 3',
      'role: must be "admin" or "user"',
      'tags.1: must be a string',
    ]);
    expect(messages(schema, undefined)).toEqual(['body: Required']);
    expect(messages(type({ a: 'string' }), {})).toEqual(['a: Required']);
  });
});
