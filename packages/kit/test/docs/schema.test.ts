import { type, scope } from 'arktype';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { UNDESCRIBED } from '../../src/docs/json-schema.ts';
import { jsonSchemaOf } from '../../src/docs/schema.ts';

const unknown = { description: UNDESCRIBED };
const dateTime = { type: 'string', format: 'date-time' };
const validate = (value: unknown) => ({ value });
const list = (inner: object) => ({
  type: 'array',
  items: expect.objectContaining({ properties: { inner, kept: { type: 'boolean' } } }),
});
const convert = ({ target }: { target: string }) => ({
  $schema: target,
  type: 'string',
  hidden: () => 1,
});

describe('a zod schema', () => {
  it('becomes the JSON Schema of what is sent, and of what is answered', () => {
    const schema = z.object({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      on: z.stringbool(),
    });
    expect(jsonSchemaOf(schema, 'input')).toEqual({
      type: 'object',
      properties: {
        limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
        on: { type: 'string' },
      },
      required: ['on'],
    });
    expect(jsonSchemaOf(schema, 'output')).toMatchObject({
      properties: { on: { type: 'boolean' } },
      required: ['limit', 'on'],
    });
  });

  it('loses only the fields that JSON Schema cannot express', () => {
    const schema = z.object({
      name: z.string().min(1),
      born: z.date(),
      length: z.string().transform((text) => text.length),
      big: z.bigint(),
      own: z.custom<URL>((value) => value instanceof URL),
      map: z.map(z.string(), z.number()),
      told: z.custom<URL>().describe('A parsed address.'),
      list: z.array(z.object({ inner: z.set(z.string()), kept: z.boolean() })),
    });
    const same = {
      name: { type: 'string', minLength: 1 },
      big: unknown,
      own: unknown,
      map: unknown,
      told: { description: 'A parsed address.' },
      list: list(unknown),
    };
    expect(jsonSchemaOf(schema, 'input').properties).toEqual({
      ...same,
      born: unknown,
      length: { type: 'string' },
    });
    expect(jsonSchemaOf(schema, 'output').properties).toEqual({ ...same, born: dateTime, length: unknown });
  });

  it('tells how a coerced date or bigint is sent', () => {
    const schema = z.object({
      at: z.coerce.date(),
      big: z.coerce.bigint(),
      piped: z.preprocess(Number, z.number()),
    });
    expect(jsonSchemaOf(schema, 'input').properties).toEqual({
      at: dateTime,
      big: { type: 'integer' },
      piped: { type: 'number' },
    });
  });

  it('keeps unions, records, tuples and nested arrays', () => {
    const schema = z.object({
      either: z.union([z.string(), z.object({ at: z.date() })]),
      prices: z.record(z.string(), z.number()),
      pair: z.tuple([z.string(), z.number()]),
      grid: z.array(z.array(z.int())),
    });
    expect(jsonSchemaOf(schema, 'output').properties).toEqual({
      either: {
        anyOf: [{ type: 'string' }, { type: 'object', properties: { at: dateTime }, required: ['at'] }],
      },
      prices: { type: 'object', propertyNames: { type: 'string' }, additionalProperties: { type: 'number' } },
      pair: {
        type: 'array',
        prefixItems: [{ type: 'string' }, { type: 'number' }],
        items: false,
        minItems: 2,
        maxItems: 2,
      },
      grid: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
    });
  });

  it('promises closed objects only where it is strict, because answers are not parsed', () => {
    expect(jsonSchemaOf(z.object({ a: z.string() }), 'output')).not.toHaveProperty('additionalProperties');
    expect(jsonSchemaOf(z.strictObject({ a: z.string() }), 'output')).toHaveProperty(
      'additionalProperties',
      false,
    );
  });

  it('keeps constant defaults and drops those a function makes up', () => {
    let count = 0;
    const schema = z.object({
      constant: z.string().default('a'),
      empty: z.array(z.string()).default(() => []),
      random: z.string().default(() => Math.random().toString()),
      counted: z.number().default(() => ++count),
      now: z.number().default(() => Date.now()),
      today: z.coerce.date().default(() => new Date()),
      caught: z.number().catch(3),
    });
    const properties = jsonSchemaOf(schema, 'input').properties ?? {};
    const kept = Object.entries(properties).filter(([, property]) => 'default' in property);
    expect(kept.map(([name, property]) => [name, property['default']])).toEqual([
      ['constant', 'a'],
      ['empty', []],
    ]);
  });

  it('may refer to itself', () => {
    const Node = z.object({
      name: z.string(),
      get children() {
        return z.array(Node);
      },
    });
    expect(jsonSchemaOf(Node, 'input')).toMatchObject({ properties: { children: { items: { $ref: '#' } } } });
  });

  it('falls back to its fields one by one when the converter throws for the whole', () => {
    const hostile = z.string();
    hostile._zod.toJSONSchema = () => {
      throw new Error('no');
    };
    const schema = z.object({ fine: z.number(), hostile, maybe: z.string().optional() });
    expect(jsonSchemaOf(schema, 'input')).toEqual({
      type: 'object',
      properties: { fine: { type: 'number' }, hostile: unknown, maybe: { type: 'string' } },
      required: ['fine', 'hostile'],
    });
  });

  it('that carries no converter (zod/mini) keeps the names of its fields', () => {
    expect(jsonSchemaOf(mini.object({ a: mini.string(), b: mini.optional(mini.string()) }), 'input')).toEqual(
      {
        type: 'object',
        properties: { a: unknown, b: unknown },
        required: ['a'],
      },
    );
  });
});

describe('an ArkType type', () => {
  it('is described by its input for requests and its output for answers', () => {
    const schema = type({ n: 'string.numeric.parse', at: 'Date', 'big?': 'bigint', tags: 'string[]' });
    expect(jsonSchemaOf(schema, 'input')).toMatchObject({
      properties: { n: { type: 'string' }, at: unknown, big: unknown, tags: { type: 'array' } },
      required: ['at', 'n', 'tags'],
    });
    expect(jsonSchemaOf(schema, 'output')).toMatchObject({
      properties: { n: { type: 'number' }, at: dateTime },
    });
  });

  it('may refer to itself', () => {
    const { node } = scope({ node: { name: 'string', 'children?': 'node[]' } }).export();
    expect(jsonSchemaOf(node, 'input').$ref).toMatch(/^#\/\$defs\//);
  });
});

describe('a Valibot schema', () => {
  const schema = v.object({
    email: v.pipe(v.string(), v.email()),
    born: v.date(),
    length: v.pipe(
      v.string(),
      v.transform((text) => text.length),
    ),
    secret: v.optional(v.string(), () => 'not to be published'),
    plain: v.optional(v.string(), 'x'),
  });

  it('is described when it is wrapped in toStandardJsonSchema', () => {
    const wrapped = toStandardJsonSchema(schema);
    const same = {
      email: { type: 'string', format: 'email' },
      secret: { type: 'string' },
      plain: { type: 'string', default: 'x' },
    };
    expect(jsonSchemaOf(wrapped, 'input').properties).toEqual({
      ...same,
      born: unknown,
      length: { type: 'string' },
    });
    expect(jsonSchemaOf(wrapped, 'output').properties).toEqual({ ...same, born: dateTime, length: unknown });
  });

  it('keeps the names of its fields when it is not', () => {
    const { properties, required } = jsonSchemaOf(schema, 'input');
    expect(properties).toEqual({
      email: unknown,
      born: unknown,
      length: unknown,
      secret: unknown,
      plain: unknown,
    });
    expect(required).toEqual(['email', 'born', 'length']);
  });
});

describe('any other Standard Schema', () => {
  it('is described by its own converter', () => {
    const standard = {
      version: 1 as const,
      vendor: 'own',
      validate,
      jsonSchema: { input: convert, output: convert },
    };
    expect(jsonSchemaOf({ '~standard': standard }, 'input')).toEqual({ type: 'string' });
  });

  it('is described by toJSONSchema of an older version', () => {
    const schema = {
      '~standard': { version: 1 as const, vendor: 'own', validate },
      toJSONSchema: () => ({ type: 'number' }),
    };
    expect(jsonSchemaOf(schema, 'output')).toEqual({ type: 'number' });
  });

  it('without any converter is said to be checked all the same', () => {
    expect(jsonSchemaOf({ '~standard': { version: 1, vendor: 'own', validate } }, 'input')).toEqual(unknown);
  });
});
