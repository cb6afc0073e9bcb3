import { describe, expect, it } from 'vitest';
import { unstorable } from '../../src/validation/unstorable.ts';

describe('unstorable', () => {
  it('finds every text with NUL or half of a surrogate pair, and says where', () => {
    const input = { name: 'a\0b', tags: ['fine', '\ud800'], 'k\0': 1 };
    const found = unstorable(input);
    expect(found.map(({ path }) => path)).toEqual([['name'], ['k\0'], ['tags', '1']]);
    expect(found.every(({ code }) => code === 'format')).toBe(true);
  });

  it('stops at 100', () => {
    expect(unstorable(Array<string>(500).fill('\0'))).toHaveLength(100);
  });
});
