import { expect, test } from 'vitest';
import { sampleOf } from '../../src/lab/known-requests.ts';
import { matching } from '../../src/profile/pattern.ts';
import { sample, Unsamplable } from '../../src/profile/sample.ts';
import type { Schema } from '../../src/profile/schema.ts';

const of = (schema: Schema, document = {}): unknown => sample(schema, document);

test('a user of the contract gets an email that is new each time and a password that is long enough', () => {
  const user = of({
    type: 'object',
    required: ['email', 'name', 'password'],
    properties: {
      email: { type: 'string', format: 'email' },
      name: { type: 'string', minLength: 1, maxLength: 100 },
      password: { type: 'string', minLength: 12 },
      nickname: { type: 'string' },
    },
  }) as Record<string, string>;
  expect(Object.keys(user)).toEqual(['email', 'name', 'password']);
  expect(user['email']).toBe('sw-{{random}}@example.com');
  const known = { method: 'POST', path: '/users', headers: {}, body: user, required: [] };
  const [first, second] = [sampleOf(known), sampleOf(known)] as [typeof user, typeof user];
  expect(first['email']).toMatch(/^sw-[0-9a-f]{12}@example\.com$/);
  expect(first['email']).not.toBe(second['email']);
  expect(first['password']!.length).toBeGreaterThanOrEqual(12);
});

test.each<[string, Schema, unknown]>([
  ['enum', { enum: ['small', 'large'] }, 'small'],
  ['const', { const: 7 }, 7],
  ['a nullable type of 3.1', { type: ['null', 'boolean'] }, true],
  ['minimum of an integer', { type: 'integer', minimum: 18 }, 18],
  ['exclusiveMinimum of 3.1', { type: 'integer', exclusiveMinimum: 5 }, 6],
  ['exclusiveMinimum of 3.0', { type: 'integer', minimum: 5, exclusiveMinimum: true }, 6],
  ['a narrow interval', { type: 'number', minimum: 0.25, maximum: 0.375 }, 0.3125],
  ['maximum below one', { type: 'integer', maximum: -3 }, -3],
  ['multipleOf', { type: 'integer', multipleOf: 25 }, 25],
  ['uuid', { type: 'string', format: 'uuid' }, '00000000-0000-4000-8000-{{random}}'],
  ['date-time', { type: 'string', format: 'date-time' }, '2030-01-15T12:00:00Z'],
  ['uri', { type: 'string', format: 'uri' }, 'https://example.com/{{random}}'],
  ['a maxLength that leaves no room for the prefix', { type: 'string', maxLength: 12 }, '{{random}}'],
  ['a maxLength that leaves no room at all', { type: 'string', maxLength: 3 }, 'sw'],
  ['minItems', { type: 'array', minItems: 2, items: { type: 'boolean' } }, [true, true]],
  ['the first of oneOf', { oneOf: [{ type: 'null' }, { type: 'integer', minimum: 3 }] }, 3],
])('%s is respected', (_title, schema, expected) => {
  expect(of(schema)).toEqual(expected);
});

test('references are followed and allOf is merged', () => {
  const document = {
    components: {
      schemas: {
        Base: {
          type: 'object',
          required: ['id', 'kind'],
          properties: { id: { type: 'integer', readOnly: true }, kind: { enum: ['a'] } },
        },
        'New/Thing': {
          allOf: [
            { $ref: '#/components/schemas/Base' },
            { required: ['size'], properties: { size: { type: 'integer' } } },
          ],
        },
      },
    },
  };
  expect(of({ $ref: '#/components/schemas/New~1Thing' }, document)).toEqual({ kind: 'a', size: 1 });
});

test('a schema without required properties is sampled whole, so that there is something to send', () => {
  expect(of({ properties: { done: { type: 'boolean' }, tags: { type: 'array', items: {} } } })).toEqual({
    done: true,
    tags: [],
  });
});

test('a required property that contains itself cannot be sampled, an optional one is left out', () => {
  const document = { node: { type: 'object', required: ['next'], properties: { next: { $ref: '#/node' } } } };
  expect(() => of({ $ref: '#/node' }, document)).toThrow(Unsamplable);
  const loose = {
    node: {
      type: 'object',
      required: ['value'],
      properties: { value: { type: 'integer' }, next: { $ref: '#/node' } },
    },
  };
  expect(of({ $ref: '#/node' }, loose)).toEqual({ value: 1 });
});

test('an example stands in for a pattern that no generator understands', () => {
  const pattern = '^(?=.*\\d)(?=.*[A-Z]).(?<!x)Y7$';
  expect(of({ type: 'string', pattern, example: 'aY7' })).toBe('aY7');
  expect(() =>
    of({ type: 'object', required: ['code'], properties: { code: { type: 'string', pattern } } }),
  ).toThrow('code must match');
});

test.each([
  ['^[A-Z]{3}-\\d{4}$', 'AAA-0000'],
  ['^\\+?[1-9]\\d{1,14}$', '10'],
  ['^(EUR|USD)$', 'EUR'],
  ['^[a-z]+(?:-[a-z]+)*$', 'a'],
  ['^\\p{Lu}\\w*$', 'A'],
  ['^#[0-9a-fA-F]{6}$', '#aaaaaa'],
])('%s is matched by %s', (pattern, expected) => {
  expect(matching(pattern)).toBe(expected);
});

test('quantifiers are stretched until the length is reached', () => {
  expect(matching('^[a-z]+$', 5, 20)!.length).toBeGreaterThanOrEqual(5);
});

test('a pattern that is not a regular expression has no match', () => {
  expect(matching('^[')).toBeUndefined();
});
