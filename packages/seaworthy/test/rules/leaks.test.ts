import { expect, test } from 'vitest';
import dependencyConnectionsReturn from '../../src/rules/leaks/dependency-connections-return.ts';
import descriptorsReturn from '../../src/rules/leaks/descriptors-return.ts';
import memoryReachesAPlateau from '../../src/rules/leaks/memory-reaches-a-plateau.ts';
import runtimeReportsNothing from '../../src/rules/leaks/runtime-reports-nothing.ts';
import { runtimeReports } from '../../src/experiments/runtime-reports.ts';
import { exited, judged, logged } from './facts.ts';

const many = (more = {}) => ({
  held: [10, 10, 10].map((connections) => ({ descriptors: 30, connections })),
  outcomes: { 200: 1800, 404: 100, 400: 100 },
  requests: 2000,
  dependencies: 'DATABASE_URL',
  attempts: 10,
  reports: [],
  alive: true,
  ...more,
});
const left = (more = {}) => ({
  left: 220,
  exit: null,
  descriptors: { before: 30, after: 30 },
  reports: [],
  ...more,
});
const holding = (...descriptors: number[]) =>
  many({ held: descriptors.map((each) => ({ descriptors: each, connections: 10 })) });

test.each([
  ['all closed', many(), left(), 'pass'],
  ['some more, once', holding(30, 80, 80), left(), 'pass'],
  ['fewer', holding(50, 30, 20), left(), 'pass'],
  ['one per request', holding(30, 1030, 2030), left(), 'fail'],
  ['one per request until the limit', holding(30, 1020, 1020), left(), 'fail'],
  ['one per client that left', many(), left({ descriptors: { before: 30, after: 250 } }), 'fail'],
  [
    'ended when clients left',
    many(),
    left({ exit: exited(1), descriptors: { before: 30, after: 0 } }),
    'pass',
  ],
  ['ended under load', many({ alive: false }), left(), 'unclear'],
])('leaks/descriptors-return: %s', (_title, sent, departures, outcome) => {
  expect(judged(descriptorsReturn, { many: sent, departures }).outcome).toBe(outcome);
});

const open = (connections: number[], more = {}) =>
  many({ held: connections.map((each) => ({ descriptors: 30, connections: each })), ...more });
test.each([
  ['a pool', open([3, 10, 10]), 'pass'],
  ['a connection per thread', open([10, 40, 40]), 'pass'],
  ['one per request, closed', open([0, 0, 0], { attempts: 2010 }), 'pass'],
  ['one per request, kept', open([20, 1020, 2020]), 'fail'],
  ['kept until the server has no more', open([20, 97, 97], { outcomes: { 200: 70, 500: 1730 } }), 'fail'],
  ['never connected', open([0, 0, 0], { attempts: 0 }), 'unclear'],
  ['ended', many({ alive: false }), 'unclear'],
  ['no dependency', many({ dependencies: '' }), 'inapplicable'],
])('leaks/dependency-connections-return: %s', (_title, sent, outcome) => {
  expect(judged(dependencyConnectionsReturn, { many: sent }).outcome).toBe(outcome);
});

const warning = logged('(node:1) MaxListenersExceededWarning: Possible EventEmitter memory leak detected.');
test.each([
  ['nothing', many(), left(), 'pass'],
  ['a warning under load', many({ reports: [warning] }), left(), 'fail'],
  ['a warning when clients left', many(), left({ reports: [warning] }), 'fail'],
  ['ended', many({ alive: false }), left(), 'unclear'],
])('leaks/runtime-reports-nothing: %s', (_title, sent, departures, outcome) => {
  expect(judged(runtimeReportsNothing, { many: sent, departures }).outcome).toBe(outcome);
});

test('a runtime’s reports are told from what else is in a log', () => {
  const lines = [
    '[DEP0040] DeprecationWarning: The `punycode` module is deprecated.',
    '{"level":"warn","msg":"the request was aborted"}',
    'main.py:3: RuntimeWarning: coroutine "save" was never awaited',
    '2026/11/22 10:00:00 http: panic serving 127.0.0.1:4: boom',
  ].map(logged);
  expect(runtimeReports(lines)).toEqual([lines[2], lines[3]]);
});

const MiB = 2 ** 20;
const climbing = [100, 112, 124, 136, 148, 160].map((level) => level * MiB);
const memory = (series: number[][], failed = 0) => ({ memory: { series, block: 3000, failed } });
test.each([
  ['flat', memory([[100, 101, 100, 101, 100, 100].map((level) => level * MiB)]), 'pass'],
  ['climbs, then stops', memory([climbing, [160, 161, 160, 160, 160, 160].map((one) => one * MiB)]), 'pass'],
  [
    'climbs by little',
    memory([1, 2, 3].map(() => [1, 2, 3, 4, 5, 6].map((each) => 100 * MiB + each * 4096))),
    'pass',
  ],
  ['climbs all the time', memory([climbing, climbing, climbing]), 'fail'],
  [
    'climbs, but for one block',
    memory([climbing, [165, 183, 204, 221, 220.5, 222].map((one) => one * MiB), climbing]),
    'fail',
  ],
  [
    'goes up and down',
    memory([climbing, [165, 183, 205, 190, 180, 200].map((one) => one * MiB), climbing]),
    'pass',
  ],
  ['requests fail', memory([climbing, climbing, climbing], 9000), 'unclear'],
])('leaks/memory-reaches-a-plateau: %s', (_title, facts, outcome) => {
  expect(judged(memoryReachesAPlateau, facts).outcome).toBe(outcome);
});
