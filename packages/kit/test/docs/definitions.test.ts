import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Definitions } from '../../src/docs/definitions.ts';
import { jsonSchemaOf } from '../../src/docs/schema.ts';

const Tree = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree);
  },
});

describe('definitions', () => {
  it('give a schema that refers to itself a place in the document', () => {
    const definitions = new Definitions();
    expect(definitions.add(jsonSchemaOf(Tree, 'input'), 'postTreesBody', 'input')).toEqual({
      $ref: '#/components/schemas/postTreesBody',
    });
    expect(definitions.schemas()['postTreesBody']).toMatchObject({
      properties: { children: { items: { $ref: '#/components/schemas/postTreesBody' } } },
    });
  });

  it('share one place between equal schemas of one name', () => {
    const User = z.object({ id: z.string(), tree: Tree }).meta({ id: 'User' });
    const definitions = new Definitions();
    const one = definitions.add(jsonSchemaOf(User, 'output'), 'a', 'output');
    const list = definitions.add(jsonSchemaOf(z.array(User), 'output'), 'b', 'output');
    expect(one).toEqual({ $ref: '#/components/schemas/User' });
    expect(list).toMatchObject({ items: one });
    expect(Object.keys(definitions.schemas())).toEqual(['User', 'a']);
  });

  it('keep two sides of one name apart', () => {
    const User = z.object({ age: z.stringbool() }).meta({ id: 'User' });
    const definitions = new Definitions();
    definitions.add(jsonSchemaOf(User, 'output'), 'a', 'output');
    expect(definitions.add(jsonSchemaOf(User, 'input'), 'a', 'input')).toEqual({
      $ref: '#/components/schemas/UserInput',
    });
  });

  it('leave data alone that only looks like a reference, and fields that are called like a keyword', () => {
    const schema = {
      type: 'object',
      default: { $ref: '#' },
      properties: { default: { const: { $ref: '#' } } },
    };
    expect(new Definitions().add(schema, 'x', 'input')).toEqual(schema);
  });
});
