import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ValidationError } from '../../src/errors/http/validation-error.ts';
import type { AnySchema, Input, PartsOrSchema } from '../../src/validation/parts.ts';
import { validator } from '../../src/validation/validator.ts';

/** What the validator throws, as `in field code pointer`. */
async function refusals(parts: PartsOrSchema, input: Input, limits?: { depth: number }): Promise<string[]> {
  try {
    await validator(parts, limits)(input);
  } catch (error) {
    if (error instanceof ValidationError)
      return error.errors.map((e) => `${e.in} ${e.field} ${e.code} ${e.pointer}`);
    throw error;
  }
  return [];
}

/** A schema of no known library. */
function schemaOf(validate: AnySchema['~standard']['validate']): AnySchema {
  return { '~standard': { version: 1, vendor: 'nobody', validate } };
}

describe('validator', () => {
  it('takes a bare schema for the body', () => {
    expect(validator(z.object({ a: z.string() }))({ body: { a: 'x' } })).toEqual({ body: { a: 'x' } });
  });

  it('returns the output of the schemas and nothing else', () => {
    const check = validator({
      params: z.object({ id: z.coerce.number() }),
      query: z.object({ limit: z.coerce.number().default(20), active: z.stringbool() }),
      headers: z.object({ 'x-api-key': z.string() }),
    });
    const input = {
      params: { id: '42' },
      query: { active: 'no', other: 1 },
      headers: { 'x-api-key': 'k', host: 'h' },
      body: {},
    };
    expect(check(input)).toEqual({
      params: { id: 42 },
      query: { limit: 20, active: false },
      headers: { 'x-api-key': 'k' },
    });
  });

  it('reports all errors of all parts at once: path, query, headers, body', async () => {
    const number = z.object({ n: z.number(), m: z.number() });
    const parts = { body: number, headers: number, query: number, params: number };
    const wrong = { n: 'x', m: 'x' };
    const errors = await refusals(parts, { body: wrong, headers: wrong, query: wrong, params: wrong });
    expect(errors).toEqual(
      ['path', 'query', 'header', 'body'].flatMap((part) => [`${part} n type #/n`, `${part} m type #/m`]),
    );
  });

  it('answers synchronously unless a schema does not', async () => {
    const slow = z.object({ a: z.string().refine(async (a) => a === 'x') });
    expect(validator(z.object({}))({ body: {} })).not.toBeInstanceOf(Promise);
    const answer = validator({ query: z.object({}), body: slow })({ query: {}, body: { a: 'x' } });
    expect(answer).toBeInstanceOf(Promise);
    expect(await answer).toEqual({ query: {}, body: { a: 'x' } });
  });

  it('keeps the order of the errors when the first schema is the slow one', async () => {
    const slow = schemaOf(
      () => new Promise((resolve) => setImmediate(resolve, { issues: [{ message: 'No', path: ['id'] }] })),
    );
    expect(await refusals({ params: slow, body: z.string() }, { body: 1 })).toEqual([
      'path id invalid #/id',
      'body body type #',
    ]);
  });

  it('throws the bug of a schema as it is, and no earlier rejection is left unhandled', async () => {
    const seen: unknown[] = [];
    const listen = (reason: unknown): void => void seen.push(reason);
    process.on('unhandledRejection', listen);
    try {
      const rejects = schemaOf(() => Promise.reject(new Error('first')));
      const throws = schemaOf(() => {
        throw new Error('second');
      });
      expect(() => validator({ query: rejects, body: throws })({})).toThrow('second');
      await new Promise((resolve) => setImmediate(resolve));
      expect(seen).toEqual([]);
    } finally {
      process.off('unhandledRejection', listen);
    }
  });

  it('takes null for a missing part', async () => {
    expect(validator(z.object({}).optional())({ body: null })).toEqual({ body: undefined });
    expect(await refusals(z.object({}), { body: null })).toEqual(['body body required #']);
    expect(await refusals({ query: z.object({}) }, {})).toEqual(['query query required #']);
  });

  it('names nested fields by dots and by a JSON pointer', async () => {
    const schema = z.object({ 'a/b': z.object({ 'c~d': z.array(z.object({ 'é %#"': z.string() })) }) });
    expect(await refusals(schema, { body: { 'a/b': { 'c~d': [{}] } } })).toEqual([
      'body a/b.c~d.0.é %#" required #/a~1b/c~0d/0/%C3%A9%20%25%23%22',
    ]);
  });

  it('strips prototype keys before the schema looks', () => {
    const body: unknown = JSON.parse('{"a":{"__proto__":{"x":1},"b":1},"constructor":{"prototype":{}}}');
    expect(validator(z.looseObject({}))({ body })).toEqual({ body: { a: { b: 1 } } });
  });

  it('refuses deep nesting without asking the schema, next to the errors of other parts', async () => {
    const untouched = schemaOf(() => {
      throw new Error('asked');
    });
    const body: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    const query: unknown = { a: { b: { c: '1' } } };
    expect(
      await refusals(
        { body: untouched, query: untouched, params: z.object({ id: z.string() }) },
        { body, query, params: {} },
        { depth: 2 },
      ),
    ).toEqual(['path id required #/id', 'query query too_deep #', 'body body too_deep #']);
  });

  it('refuses texts that no database takes', async () => {
    expect(await refusals(z.object({ a: z.string() }), { body: { a: 'x\0', b: ['\ud800'] } })).toEqual([
      'body a format #/a',
      'body b.0 format #/b/0',
    ]);
    expect(await refusals({ params: z.object({ id: z.string() }) }, { params: { id: 'a\0b' } })).toEqual([
      'path id format #/id',
    ]);
  });

  it('reports 100 errors of a part at most', async () => {
    expect(await refusals(z.array(z.string()), { body: Array<number>(5000).fill(1) })).toHaveLength(100);
  });

  it('does not repeat a key of more than 128 characters', async () => {
    const errors = await refusals(z.object({ tags: z.record(z.string(), z.string()) }), {
      body: { tags: { ['k'.repeat(129)]: 1 } },
    });
    expect(errors).toEqual(['body tags type #/tags']);
  });

  it('reads the issues of an unknown library', async () => {
    const schema = schemaOf(() => ({
      issues: [{ message: 'No', path: [{ key: 'a' }, 0] }, { message: 'Nothing' }],
    }));
    expect(await refusals(schema, { body: {} })).toEqual(['body a.0 invalid #/a/0', 'body body invalid #']);
  });

  it('refuses at once what is no schema and what is no part', () => {
    expect(() => validator({ body: {} as AnySchema })).toThrow('Expected a Standard Schema for body');
    expect(() => validator({ body: z.string(), qeury: z.string() } as PartsOrSchema)).toThrow('got "qeury"');
  });
});
