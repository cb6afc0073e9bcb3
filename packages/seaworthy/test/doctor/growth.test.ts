import { expect, it } from 'vitest';
import { growthOf } from '../../src/doctor/growth.ts';
import { pilingUp } from '../../src/doctor/piling-up.ts';

it('what only ever grew has grown', () => {
  expect(growthOf([1, 4, 4, 9])).toEqual({ by: 8, steps: 2 });
});

it('what shrank once has not', () => {
  expect(growthOf([1, 40, 39, 90])).toBeUndefined();
});

it('two looks are not enough', () => {
  expect(growthOf([1, 100])).toBeUndefined();
});

it('watchers that are opened and never closed pile up; timers and sockets are judged elsewhere', () => {
  const resources = Array.from({ length: 8 }, (_, at) => ({
    FSEventWrap: at * 5,
    Timeout: at * 50,
    PipeWrap: 3,
  }));
  expect(pilingUp(resources).map(({ kind, by }) => [kind, by])).toEqual([['FSEventWrap', 35]]);
});
