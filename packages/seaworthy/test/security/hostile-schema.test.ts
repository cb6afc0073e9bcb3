import { expect, it } from 'vitest';
import { sample } from '../../src/profile/sample.ts';
import type { Schema } from '../../src/profile/schema.ts';

const many = (count: number, schema: Schema): Record<string, Schema> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, schema]));
const itself = { $ref: '#/itself' };

it.for<[string, Schema, Schema?]>([
  ['a pattern that backtracks without end', { type: 'string', pattern: '^(([a-z0-9-])+.)+$Z' }],
  ['a pattern of any length', { type: 'string', pattern: '(a|'.repeat(200_000) }],
  ['a pattern that matches gigabytes only', { type: 'string', pattern: '((a{1000}){1000}){1000}' }],
  ['any number of items', { type: 'array', minItems: 2 ** 31, items: {} }],
  ['items of items of items', nested(1_000, 6)],
  ['any number of characters', { type: 'string', minLength: 2 ** 40 }],
  [
    'many properties that contain themselves',
    { type: 'object', properties: many(50, itself) },
    { type: 'object', properties: many(50, itself) },
  ],
  [
    'parts that contain themselves',
    { allOf: [itself, itself] },
    { allOf: Array.from({ length: 20 }, () => itself) },
  ],
] as const)('a schema with %s cannot hold the check up', ([, schema, target = {}]) => {
  const began = performance.now();
  const body = { type: 'object', required: ['it'], properties: { it: schema } };
  let made: unknown;
  try {
    made = sample(body, { itself: target }, { optional: true });
  } catch (error) {
    made = error;
  }
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(made).toBeDefined();
});

function nested(minItems: number, depth: number): Schema {
  return depth === 0 ? { type: 'boolean' } : { type: 'array', minItems, items: nested(minItems, depth - 1) };
}
