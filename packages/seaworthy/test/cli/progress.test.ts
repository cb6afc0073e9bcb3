import { expect, test } from 'vitest';
import { ProgressReport, type Standing } from '../../src/cli/progress.ts';
import { liveLines } from '../../src/cli/progress/live-lines.ts';
import { experiment, type Experiment } from '../../src/engine/experiment.ts';
import type { Observation } from '../../src/engine/observe.ts';
import { fail, pass } from '../../src/engine/rule.ts';
import { rule } from '../../src/rule.ts';

const standing: Standing = {
  stage: 'learns what the service offers',
  running: [
    'sends SIGTERM while requests are open',
    'cuts the database and waits for recovery',
    'sends GET /',
  ],
  done: 12,
  of: 34,
  verdicts: { pass: 21, fail: 2, unclear: 1, inapplicable: 3, broken: 0 },
  ms: 8_240,
};

test.each([200, 100, 80, 60, 40, 24])('two lines fit into %i columns', (columns) => {
  const lines = liveLines(standing, columns);
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line.length).toBeLessThan(columns);
});

test('a wide terminal sees everything that is being done, a narrow one how much more there is', () => {
  expect(liveLines(standing, 140)).toEqual([
    '⠋  ━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌  12/34  8.2 s  ✓ 21  ✗ 2  ? 1',
    '  sends SIGTERM while requests are open · cuts the database and waits for recovery · sends GET /',
  ]);
  expect(liveLines(standing, 60)[1]).toBe('  sends SIGTERM while requests are open (+2)');
});

test('before the first experiment it says what is prepared', () => {
  const early = { ...standing, running: [], done: 0 };
  expect(liveLines(early, 80)[1]).toBe('  learns what the service offers');
});

/** A terminal that remembers what was written. */
function screen() {
  const written: string[] = [];
  const stream = {
    write: (text: string) => written.push(text),
    columns: 80,
  } as unknown as NodeJS.WriteStream;
  return { stream, written };
}

const experimentOf = (id: string): Experiment =>
  experiment({ id, title: `does ${id}`, subject: 'shared', run: async () => 1 });
const [a, b] = [experimentOf('a'), experimentOf('b')] as [Experiment, Experiment];
const words = {
  level: 'must',
  owner: 'app',
  title: '',
  why: '',
  source: '',
  doNotFlag: '',
  fix: '',
} as const;
const rules = [
  rule({ ...words, id: 'http/one', uses: { a }, judge: () => fail({ expected: '', actual: '' }) }),
  rule({ ...words, id: 'http/both', uses: { a, b }, judge: () => pass() }),
];
const seen: Observation = { status: 'seen', facts: 1, timeline: [] };

test('a rule is judged as soon as its last experiment ended', () => {
  const { stream, written } = screen();
  const progress = new ProgressReport({ stream, live: false, color: false });
  progress.planned(rules);
  progress.started(a);
  progress.ended(a, seen);
  expect(progress.standing()).toMatchObject({ done: 1, of: 2, verdicts: { pass: 0, fail: 1 } });
  progress.started(b);
  progress.ended(b, seen);
  expect(progress.standing()).toMatchObject({ done: 2, verdicts: { pass: 1, fail: 1 } });
  expect(written).toEqual(['[1/2] does a (0.0 s)\n', '  fails: must http/one\n', '[2/2] does b (0.0 s)\n']);
});

test('the redrawn lines are taken away at the end, and nothing is drawn after it', () => {
  const { stream, written } = screen();
  const progress = new ProgressReport({ stream, live: true, color: false });
  progress.planned(rules);
  progress.started(a);
  expect(written.at(-1)).toContain('does a');
  progress.end();
  expect(written.at(-1)).toBe('\u001b[2A\r\u001b[0J');
  const { length } = written;
  progress.ended(a, seen);
  progress.end();
  expect(written).toHaveLength(length);
});

test('what cannot be done is counted, with the reason', () => {
  const { stream, written } = screen();
  const progress = new ProgressReport({ stream, live: false, color: false });
  progress.planned(rules);
  progress.ended(a, { status: 'impossible', reason: 'tell me a route' });
  expect(written).toEqual(['[1/2] left out: does a (tell me a route)\n']);
});
