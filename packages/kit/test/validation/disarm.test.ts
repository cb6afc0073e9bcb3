import { describe, expect, it } from 'vitest';
import { disarm } from '../../src/validation/disarm.ts';

describe('disarm', () => {
  it('removes __proto__ and prototype keys at any depth, in place', () => {
    const input = JSON.parse(
      '{"a":[{"__proto__":{"admin":true},"b":1}],"prototype":{},"__proto__":1}',
    ) as object;
    expect(disarm(input, 32)).toBeUndefined();
    expect(JSON.stringify(input)).toBe('{"a":[{"b":1}]}');
  });

  it('removes a constructor with a prototype inside and keeps any other', () => {
    const input = JSON.parse('{"x":{"constructor":{"prototype":{"a":1}}},"constructor":"Ferrari"}') as object;
    expect(disarm(input, 32)).toBeUndefined();
    expect(JSON.stringify(input)).toBe('{"x":{},"constructor":"Ferrari"}');
  });

  it('works on objects without a prototype, as query parsers make them', () => {
    const query = Object.assign(Object.create(Object.create(null) as object) as object, {
      limit: '1',
      prototype: 'x',
    });
    expect(disarm(query, 32)).toBeUndefined();
    expect(Object.keys(query)).toEqual(['limit']);
  });

  it('changes nothing that is harmless, frozen or not', () => {
    const input = Object.freeze({ a: Object.freeze([1, 'two', null, { constructor: {} }]) });
    expect(disarm(input, 32)).toBeUndefined();
    expect(JSON.stringify(input)).toBe('{"a":[1,"two",null,{"constructor":{}}]}');
  });

  it.each([
    ['[', ']'],
    ['{"a":', '}'],
  ])('counts the levels of %s', (open, close) => {
    const nested = (levels: number): unknown =>
      JSON.parse(open.repeat(levels - 1) + (open === '[' ? '[]' : '{}') + close.repeat(levels - 1));
    expect(disarm(nested(32), 32)).toBeUndefined();
    expect(disarm(nested(33), 32)).toBe('deep');
    expect(disarm(nested(100_000), 32)).toBe('deep');
    expect(disarm(nested(100_000), 200_000)).toBeUndefined();
  });

  it('ends on an input that contains itself', () => {
    const input: Record<string, unknown> = {};
    input['self'] = input;
    expect(disarm(input, 32)).toBe('deep');
  });

  it('leaves buffers, dates and instances of classes alone', () => {
    class Upload {
      prototype = 'mine';
    }
    const input = { file: Buffer.from('\0'), when: new Date(), upload: new Upload() };
    expect(disarm(input, 1)).toBeUndefined();
    expect(input.upload.prototype).toBe('mine');
  });

  it.each([
    ['NUL', '"a\\u0000b"'],
    ['NUL in a list', '{"a":["\\u0000"]}'],
    ['NUL in a key', '{"\\u0000":1}'],
    ['half of a surrogate pair', '{"a":{"b":"\\ud800"}}'],
  ])('finds %s', (_, json) => {
    expect(disarm(JSON.parse(json), 32)).toBe('unstorable');
  });

  it('takes whole surrogate pairs for what they are', () => {
    expect(disarm({ '😀': ['😀'] }, 32)).toBeUndefined();
  });
});
