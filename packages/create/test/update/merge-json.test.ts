import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeJson, type Json } from '../../src/update/merge-json.ts';

const value = (base: Json, ours: Json, theirs: Json): Json => mergeJson(base, ours, theirs).value;

const ranges = (member: string, ours: string, theirs: string): Json =>
  value({ [member]: { x: '^1.0.0' } }, { [member]: { x: ours } }, { [member]: { x: theirs } });
const names = (ours: Json, theirs: Json): string[] => Object.keys(value({}, ours, theirs) as object);

describe('mergeJson', () => {
  test('takes each member from the side that changed it', () => {
    expect(value({ a: 1, b: 1, c: 1 }, { a: 2, b: 1, c: 1 }, { a: 1, b: 2, c: 1 })).toEqual({
      a: 2,
      b: 2,
      c: 1,
    });
  });

  test('adds and removes members of either side', () => {
    expect(value({ a: 1, b: 1 }, { a: 1, b: 1, mine: 1 }, { b: 1, new: 1 })).toEqual({
      b: 1,
      mine: 1,
      new: 1,
    });
    expect(value({ a: 1, b: 1 }, { b: 1 }, { a: 1, b: 1, new: 1 })).toEqual({ b: 1, new: 1 });
  });

  test('keeps what was removed here away, and what was changed here though the template dropped it', () => {
    const { value: merged, notes, conflicts } = mergeJson({ a: 1, b: 1 }, { b: 2 }, { a: 2 });
    expect(merged).toEqual({ b: 2 });
    expect(conflicts).toEqual([]);
    expect(notes).toEqual([
      '/a: you removed it, so it stays away; the template has 2 now.',
      '/b: kept, since you changed it; the template no longer has it.',
    ]);
  });

  test('keeps the value of the project in a conflict, and names both', () => {
    const { value: merged, conflicts } = mergeJson(
      { a: { 'b/c': 1 } },
      { a: { 'b/c': 2 } },
      { a: { 'b/c': 3 } },
    );
    expect(merged).toEqual({ a: { 'b/c': 2 } });
    expect(conflicts).toEqual(['/a/b~1c: yours, 2, is kept; the template has 3.']);
  });

  test('merges lists of plain values as sets', () => {
    expect(value(['a', 'b'], ['b', 'a', 'mine'], ['a', 'new'])).toEqual(['a', 'mine', 'new']);
  });

  test('takes the newer of two dependency ranges, and only there', () => {
    expect(ranges('devDependencies', '^1.9.0', '^1.10.0')).toEqual({ devDependencies: { x: '^1.10.0' } });
    expect(ranges('dependencies', '~2.0.0', '^1.10.0')).toEqual({ dependencies: { x: '~2.0.0' } });
    expect(ranges('dependencies', 'workspace:*', '^1.10.0')).toEqual({ dependencies: { x: 'workspace:*' } });
    expect(ranges('scripts', '1', '2')).toEqual({ scripts: { x: '1' } });
  });

  test('puts new members behind their neighbours, or where the alphabet says', () => {
    expect(names({ b: 1, d: 1 }, { a: 1, c: 1 })).toEqual(['a', 'b', 'c', 'd']);
    expect(names({ z: 1, b: 1 }, { z: 1, a: 1, b: 1 })).toEqual(['z', 'a', 'b']);
  });

  test('has no opinion about names that every object inherits', () => {
    const text = '{"__proto__":{"a":1},"toString":1}';
    expect(JSON.stringify(value({}, JSON.parse(text) as Json, {}))).toBe(text);
  });

  const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;

  test('gives the other side where one side did nothing, whatever the values', () => {
    fc.assert(
      fc.property(json, json, (base, other) => {
        expect(mergeJson(base, base, other)).toEqual({ value: other, conflicts: [], notes: [] });
        expect(mergeJson(base, other, base)).toEqual({ value: other, conflicts: [], notes: [] });
        expect(mergeJson(base, other, other)).toEqual({ value: other, conflicts: [], notes: [] });
      }),
    );
  });

  test('keeps every member that the project added, whatever the template did', () => {
    const object = fc.dictionary(fc.string({ maxLength: 3 }), json, { maxKeys: 5 });
    fc.assert(
      fc.property(object, object, object, (base, added, theirs) => {
        const mine = Object.entries(added).filter(([name]) => !(name in base) && !(name in theirs));
        const ours = Object.fromEntries([...Object.entries(base), ...mine]);
        const merged = value(base, ours, theirs) as Record<string, Json>;
        for (const [name, one] of mine) expect(merged[name]).toEqual(one);
      }),
    );
  });
});
