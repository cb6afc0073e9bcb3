import { expect, it } from 'vitest';
import { pointer } from '../../src/errors/pointer.ts';

it.each([
  [[], '#'],
  [['a', 'b'], '#/a/b'],
  [['items', 0, ''], '#/items/0/'],
  [['a/b', 'm~n'], '#/a~1b/m~0n'],
  [['c%d', 'e^f', 'i\\j', 'k"l', ' '], '#/c%25d/e%5Ef/i%5Cj/k%22l/%20'],
  [['#', 'ü', '\ud800'], '#/%23/%C3%BC/%EF%BF%BD'],
] as [PropertyKey[], string][])('the pointer of %j is %s (RFC 6901, 6)', (path, text) => {
  expect(pointer(path)).toBe(text);
});
