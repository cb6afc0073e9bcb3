import { expect, test } from 'vitest';
import areExposed from '../../src/rules/metrics/are-exposed.ts';
import countTruly from '../../src/rules/metrics/count-truly.ts';
import durationsAreSeconds from '../../src/rules/metrics/durations-are-seconds.ts';
import parse from '../../src/rules/metrics/parse.ts';
import unknownPathsAddNoSeries from '../../src/rules/metrics/unknown-paths-add-no-series.ts';
import { ended, judged } from './facts.ts';

const text = { 'content-type': 'text/plain; version=0.0.4' };
const page = (more = {}) => ({
  metricsPage: { path: '/metrics', answer: ended(200, 0, text), samples: 10, faults: [], ...more },
});
const none = { metricsPage: { samples: 0, faults: [] } };

test.each([
  ['there', page(), 'pass'],
  ['none', none, 'fail'],
  ['broken', page({ answer: ended(500) }), 'fail'],
])('metrics/are-exposed: %s', (_title, facts, outcome) => {
  expect(judged(areExposed, facts).outcome).toBe(outcome);
});

test.each([
  ['good', page(), 'pass'],
  ['without a version', page({ answer: ended(200, 0, { 'content-type': 'text/plain' }) }), 'pass'],
  ['a bad line', page({ faults: [{ line: 3, text: 'requests{a=b} 1' }] }), 'fail'],
  ['as JSON', page({ answer: ended(200, 0, { 'content-type': 'application/json' }) }), 'fail'],
  ['broken', page({ answer: ended(500) }), 'unclear'],
  ['none', none, 'inapplicable'],
])('metrics/parse: %s', (_title, facts, outcome) => {
  expect(judged(parse, facts).outcome).toBe(outcome);
});

const moved = (name: string, type: string, by: number, labels = {}) => ({ name, type, by, labels });
const counted = (movements: object[], more = {}) => ({
  counted: {
    metrics: '/metrics',
    good: { sent: 37, status: 200 },
    bad: { sent: 5, status: 400, known: true },
    scrapes: 1,
    elapsed: 900,
    movements,
    contradictory: false,
    workers: 0,
    sets: { before: 5, after: 6, sent: 210, limited: 0, examples: [] },
    ...more,
  },
});
const total = (fine: number, failed: number, more: object[] = []) => [
  moved('http_requests_total', 'counter', fine, { route: '/users', status: '200' }),
  moved('http_requests_total', 'counter', failed, { route: '/users', status: '400' }),
  ...more,
];
const scrape = moved('http_requests_total', 'counter', 1, { route: '/metrics', status: '200' });

test.each([
  ['exactly', counted(total(37, 5)), 'pass'],
  ['and the scrape, under its path', counted(total(37, 5, [scrape])), 'pass'],
  ['and the scrape, without a path', counted(total(38, 5)), 'pass'],
  ['every second', counted(total(18, 3)), 'fail'],
  ['each twice', counted(total(74, 10)), 'fail'],
  ['no failures', counted(total(37, 0)), 'fail'],
  ['no failures on no route', counted(total(37, 0), { bad: { sent: 5, status: 404, known: false } }), 'pass'],
  [
    'by class',
    counted([
      moved('http_requests', 'counter', 37, { code: '2xx' }),
      moved('http_requests', 'counter', 5, { code: '4xx' }),
    ]),
    'pass',
  ],
  ['without status', counted([moved('http_request_duration_seconds_count', 'histogram', 42)]), 'pass'],
  ['one of two is right', counted([...total(37, 5), moved('http_responses_total', 'counter', 3)]), 'pass'],
  ['only calls of others', counted([moved('http_client_requests_total', 'counter', 80)]), 'inapplicable'],
  ['several processes', counted(total(9, 1), { contradictory: true }), 'unclear'],
  ['several workers', counted(total(9, 1), { workers: 4 }), 'unclear'],
  ['nothing moved', counted([]), 'unclear'],
])('metrics/count-truly: %s', (_title, facts, outcome) => {
  expect(judged(countTruly, facts).outcome).toBe(outcome);
});

const timed = (name: string, sum: number) => [
  moved(`${name}_sum`, 'histogram', sum),
  moved(`${name}_count`, 'histogram', 42),
];
test.each([
  ['seconds', timed('http_request_duration_seconds', 0.2), 'pass'],
  ['milliseconds that are called seconds', timed('http_request_duration_seconds', 200), 'fail'],
  ['milliseconds without a name', timed('http_request_duration', 200), 'fail'],
  ['seconds without a name', timed('http_request_duration', 0.2), 'pass'],
  ['milliseconds by name', timed('http_request_duration_ms', 200), 'fail'],
  [
    'both',
    [...timed('http_request_duration_ms', 200), ...timed('http_request_duration_seconds', 0.2)],
    'pass',
  ],
  ['none', total(37, 5), 'inapplicable'],
])('metrics/durations-are-seconds: %s', (_title, movements, outcome) => {
  expect(judged(durationsAreSeconds, counted(movements)).outcome).toBe(outcome);
});

const sets = (after: number, limited = 0) => ({
  sets: { before: 5, after, sent: 210, limited, examples: ['{"path":"/sw-1"}'] },
});
test.each([
  ['one more', counted(total(37, 5), sets(6)), 'pass'],
  ['one for each', counted(total(37, 5), sets(205)), 'fail'],
  ['limited', counted(total(37, 5), sets(6, 180)), 'unclear'],
  ['no request metrics', counted([], sets(6)), 'inapplicable'],
])('metrics/unknown-paths-add-no-series: %s', (_title, facts, outcome) => {
  expect(judged(unknownPathsAddNoSeries, facts).outcome).toBe(outcome);
});
