import { expect, it, test } from 'vitest';
import { graph, watchLines } from '../../src/doctor/report/watch-lines.ts';
import type { Beat } from '../../src/doctor/watch.ts';

const beat: Beat = {
  loop: { ms: 1_000, p50: 0, p99: 3, max: 12, utilization: 0.4, gc: { share: 0.01, longest: 2, count: 3 } },
  pulse: {
    heapUsed: 40_000_000,
    heapLimit: 4_000_000_000,
    rss: 90_000_000,
    resources: { Timeout: 3, TCPSocketWrap: 7 },
    pools: [{ name: 'pg 127.0.0.1:5432/users', total: 4, idle: 0, waiting: 9, max: 4 }],
  },
};

test.each([200, 100, 80, 60])('every line fits into %i columns', (columns) => {
  for (const line of watchLines(
    Array.from({ length: 100 }, () => beat),
    columns,
  ))
    expect(line.length).toBeLessThan(columns);
});

it('says what is now beside what was', () => {
  const lines = watchLines([beat, {}, beat], 80);
  expect(lines[0]).toMatch(/^loop delay +█ █ {2}12 ms max$/);
  expect(lines[5]).toMatch(/9 wait, 4\/4 used$/);
});

it('a loop that does not answer is told', () => {
  expect(watchLines([beat, {}], 80)[0]).toMatch(/does not answer$/);
});

it('what blocks the loop is named, a long path without its beginning', () => {
  const lines = watchLines([beat, { blockedBy: `isSlug /srv/${'deep/'.repeat(30)}slug.ts:4` }], 80);
  expect(lines.at(-1)).toMatch(/^blocked by ….*\/slug\.ts:4$/);
  expect(lines.at(-1)!.length).toBeLessThan(80);
  // The pool keeps its line.
  expect(lines).toHaveLength(7);
});

it('before the first second it says what it does', () => {
  expect(watchLines([], 80)).toEqual(['looks for pools']);
});

it('a graph is relative to its largest value', () => {
  expect(graph([0, 1, 4, 8, undefined])).toBe('▁▁▄█ ');
});
