import { expect, test } from 'vitest';
import livenessAnswers from '../../src/rules/overload/liveness-answers.ts';
import saysWhenToRetry from '../../src/rules/overload/says-when-to-retry.ts';
import shedsOrQueues from '../../src/rules/overload/sheds-or-queues.ts';
import { ended, exited, judged, loaded } from './facts.ts';

const probe = (duration: number) => ({ ...ended(200), endedAt: duration });
const round = (more = {}) => ({
  load: loaded(),
  probes: [probe(10), probe(1500), probe(20)],
  recoveredAfter: 100,
  exit: null,
  ...more,
});
const burst = (...rounds: object[]) => ({ connections: 100, late: 1000, rounds, refusals: [] });
const times = (count: number, one: object) => Array.from({ length: count }, () => one);

const lossy = round({ load: loaded({ outcomes: { 200: 60, ECONNRESET: 40 }, lost: 40 }) });
const stuck = round({ recoveredAfter: null });
test.each([
  ['all answered', [round()], 'pass'],
  ['refused in order', [round({ load: loaded({ outcomes: { 200: 10, 429: 40, 503: 50 } }) })], 'pass'],
  ['kept connections closed as idle', [round({ load: loaded({ lost: 5, raced: 5 }) })], 'pass'],
  ['lost once, then not', [lossy, round()], 'pass'],
  ['lost three times', times(3, lossy), 'fail'],
  ['failed three times', times(3, round({ load: loaded({ outcomes: { 200: 50, 500: 50 } }) })), 'fail'],
  ['slow for long after each', times(3, stuck), 'fail'],
  ['the process ended', [round({ exit: exited(1) })], 'fail'],
])('overload/sheds-or-queues: %s', (_title, rounds, outcome) => {
  expect(judged(shedsOrQueues, { burst: burst(...rounds) }).outcome).toBe(outcome);
});

const late = round({ probes: [probe(1500), ended('TIMEOUT'), probe(20)] });
test.each([
  ['one late probe', [round()], 'pass'],
  ['late once, then not', [late, round()], 'pass'],
  ['late three times', times(3, late), 'fail'],
  ['no probe is known', [round({ probes: [] })], 'inapplicable'],
])('overload/liveness-answers: %s', (_title, rounds, outcome) => {
  expect(judged(livenessAnswers, { burst: burst(...rounds) }).outcome).toBe(outcome);
});

test.each([
  ['seconds', [ended(503, 0, { 'retry-after': '1' })], 'pass'],
  ['a date', [ended(429, 0, { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' })], 'pass'],
  ['nothing', [ended(503)], 'fail'],
  ['nonsense', [ended(503, 0, { 'retry-after': 'soon' })], 'fail'],
  ['no refusal', [], 'inapplicable'],
])('overload/says-when-to-retry: %s', (_title, refusals, outcome) => {
  expect(judged(saysWhenToRetry, { burst: { ...burst(), refusals } }).outcome).toBe(outcome);
});
