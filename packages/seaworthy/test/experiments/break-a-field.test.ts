import { expect, test } from 'vitest';
import { waysToBreak } from '../../src/experiments/break-a-field.ts';
import type { Schema } from '../../src/profile/schema.ts';

const body = { name: 'Ada', age: 36, home: { city: 'London' } };

function ways(field: keyof typeof body, property?: Schema, required = ['name']) {
  const schema = property === undefined ? undefined : { properties: { [field]: property } };
  return waysToBreak(body, field, { required, schema }).map(({ how, certain, body: broken }) => ({
    how,
    certain,
    value: broken[field],
  }));
}

test('a required field is left out, for certain', () => {
  expect(ways('name', { type: 'string' })[0]).toEqual({ how: 'missing', certain: true, value: undefined });
});

test('an object stands where the schema wants a scalar', () => {
  expect(ways('age', { type: ['integer', 'null'] })).toEqual([
    { how: 'type', certain: true, value: { seaworthy: true } },
  ]);
  expect(ways('age', { anyOf: [{ type: 'integer' }, { type: 'null' }] })[0]).toMatchObject({ certain: true });
});

test('a number stands where the schema wants an object', () => {
  expect(ways('home', { type: 'object' })).toEqual([{ how: 'type', certain: true, value: 7 }]);
});

test.each<[string, Schema | undefined]>([
  ['nothing is known about the field', undefined],
  ['the schema allows anything', {}],
  ['one alternative is an object', { oneOf: [{ type: 'string' }, { type: 'object' }] }],
])('nothing is certain when %s', (_title, property) => {
  expect(ways('age', property, ['name']).map(({ certain }) => certain)).toEqual([false]);
});

test('without any description a field is also left out, on suspicion', () => {
  expect(ways('age', undefined, [])[0]).toEqual({ how: 'missing', certain: false, value: undefined });
});

test.each<[unknown, Schema]>([
  ['x'.repeat(6), { type: 'string', maxLength: 5 }],
  ['', { type: 'string', minLength: 1 }],
  [101, { type: 'integer', maximum: 100 }],
  [0, { type: 'number', minimum: 1 }],
])('a value is just outside of the limits: %j', (value, property) => {
  expect(ways('age', property)).toContainEqual({ how: 'range', certain: true, value });
});

test('a value is not one of those listed', () => {
  expect(ways('name', { type: 'string', enum: ['Ada', 'Grace'] })).toContainEqual({
    how: 'enum',
    certain: true,
    value: 'seaworthy-not-listed',
  });
});
