import { describe, expect, it } from 'vitest';
import { requestIdFrom } from '../../src/context/request-id.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('a request id', () => {
  it.each(['a', 'abc-123', 'A.b:c=d+e/f_g', 'x'.repeat(128)])('is kept when well-formed: %s', (id) => {
    expect(requestIdFrom(id, true)).toBe(id);
  });

  it.each(['', 'x'.repeat(129), 'a b', 'a, b', '"><script>', '\u00e9', 'a\tb', '%0d%0a', '{"a":1}'])(
    'is replaced when it is not: %j',
    (id) => {
      expect(requestIdFrom(id, true)).toMatch(UUID);
    },
  );

  it('is made when none was sent, and never twice the same', () => {
    const ids = new Set(Array.from({ length: 1000 }, () => requestIdFrom(undefined, true)));
    expect(ids.size).toBe(1000);
  });

  it('is replaced at a trust boundary', () => {
    expect(requestIdFrom('abc', false)).toMatch(UUID);
  });
});
