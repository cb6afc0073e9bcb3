import { expect, test } from 'vitest';
import isNotReadyTooEarly from '../../src/rules/boot/is-not-ready-too-early.ts';
import isNotReadyWithoutDependency from '../../src/rules/boot/is-not-ready-without-dependency.ts';
import isReadyInTime from '../../src/rules/boot/is-ready-in-time.ts';
import listensOnTheGivenHost from '../../src/rules/boot/listens-on-the-given-host.ts';
import listensWhereTold from '../../src/rules/boot/listens-where-told.ts';
import namesAllBadConfiguration from '../../src/rules/boot/names-all-bad-configuration.ts';
import namesBadConfiguration from '../../src/rules/boot/names-bad-configuration.ts';
import refusesBadConfiguration from '../../src/rules/boot/refuses-bad-configuration.ts';
import reportsATakenPort from '../../src/rules/boot/reports-a-taken-port.ts';
import survivesAMissingDependency from '../../src/rules/boot/survives-a-missing-dependency.ts';
import { ended, exited, judged, logged } from './facts.ts';

const start = (more = {}) => ({
  port: 4000,
  listener: { address: '0.0.0.0', port: 4000 },
  answersAfter: 300,
  probed: true,
  readyAfter: 400,
  firstReads: [ended(200), ended(200)],
  readsWork: true,
  exit: null,
  ...more,
});
const again = (more = {}, ...others: object[]) => ({
  command: ['node', 'server.js'],
  budget: 30_000,
  starts: [start(more), ...others],
});

test.each([
  ['ready', {}, 'pass'],
  ['answers, and no probe is known', { probed: false, readyAfter: null }, 'pass'],
  ['no answer', { answersAfter: null, readyAfter: null, readsWork: null }, 'fail'],
  ['neither ready nor working', { readyAfter: null, readsWork: false }, 'fail'],
  ['not ready, but its routes work', { readyAfter: null }, 'unclear'],
  ['ended by itself', { exit: exited(1) }, 'unclear'],
])('boot/is-ready-in-time: %s', (_title, more, outcome) => {
  expect(judged(isReadyInTime, { again: again(more) }).outcome).toBe(outcome);
});

const early = start({ firstReads: [ended(503), ended(200)] });
test.each([
  ['all good', again(), 'pass'],
  ['bad once, then not', again(early, early, start()), 'pass'],
  ['bad three times', again(early, early, early), 'fail'],
  ['the route never works', again({ ...early, readsWork: false }, early, early), 'unclear'],
  ['never ready', again({ readyAfter: null }), 'inapplicable'],
  ['no route is known', again({ firstReads: [] }), 'inapplicable'],
])('boot/is-not-ready-too-early: %s', (_title, facts, outcome) => {
  expect(judged(isNotReadyTooEarly, { again: facts }).outcome).toBe(outcome);
});

test.each([
  ['there', {}, 'pass'],
  ['elsewhere', { listener: { address: '0.0.0.0', port: 3000 } }, 'fail'],
  ['nowhere', { listener: null }, 'inapplicable'],
  ['ended by itself', { exit: exited(1), listener: null }, 'unclear'],
])('boot/listens-where-told: %s', (_title, more, outcome) => {
  expect(judged(listensWhereTold, { again: again(more) }).outcome).toBe(outcome);
});

const loopback = { listener: { address: '127.0.0.1', port: 4000 } };
test.each([
  ['on all addresses', again(), 'pass'],
  ['on all addresses of both families', again({ listener: { address: '::', port: 4000 } }), 'pass'],
  ['on the loopback address', again(loopback), 'fail'],
  [
    'on the loopback address, as the command says',
    { ...again(loopback), command: ['gunicorn', '--bind', '127.0.0.1:4000'] },
    'inapplicable',
  ],
])('boot/listens-on-the-given-host: %s', (_title, facts, outcome) => {
  expect(judged(listensOnTheGivenHost, { again: facts }).outcome).toBe(outcome);
});

const taken = (more = {}) => ({
  port: 4000,
  waited: 10_000,
  listener: null,
  exit: exited(1),
  logs: [logged('EADDRINUSE')],
  firstStillAnswers: true,
  ...more,
});
test.each([
  ['it exits and says why', taken(), 'pass'],
  ['it exits without a word', taken({ logs: [] }), 'fail'],
  ['it exits with code 0', taken({ exit: exited(0) }), 'fail'],
  ['it lives on', taken({ exit: null }), 'fail'],
  ['it shares the port', taken({ exit: null, listener: { address: '::', port: 4000 } }), 'inapplicable'],
  ['it takes another port', taken({ exit: null, listener: { address: '::', port: 4001 } }), 'inapplicable'],
  ['the first process is gone', taken({ firstStillAnswers: false }), 'unclear'],
])('boot/reports-a-taken-port: %s', (_title, facts, outcome) => {
  expect(judged(reportsATakenPort, { again: { ...again(), taken: facts } }).outcome).toBe(outcome);
});

test('boot/reports-a-taken-port does not judge what starts more slowly than it watches', () => {
  const slow = { ...again({ answersAfter: 9000 }), taken: taken({ exit: null }) };
  expect(judged(reportsATakenPort, { again: slow }).outcome).toBe('unclear');
});

const bad = (name: string, more = {}) => ({
  names: [name],
  how: 'impossible',
  port: 5000,
  listener: null,
  exit: exited(1),
  logs: [logged(`${name} is wrong`)],
  ...more,
});
const elsewhere = { exit: null, listener: { address: '::', port: 3000 } };
test.each([
  ['refused', bad('PORT'), [], 'pass'],
  ['it takes another port instead', bad('PORT', elsewhere), [], 'fail'],
  ['it lives on without a port', bad('PORT', { exit: null }), [], 'fail'],
  ['it exits with code 0', bad('PORT', { exit: exited(0) }), [], 'fail'],
  [
    'its command says the port',
    bad('PORT', { exit: null, listener: { address: '::', port: 5000 } }),
    [],
    'inapplicable',
  ],
  ['a required variable is missed', bad('PORT'), [bad('API_KEY')], 'pass'],
  ['a required variable is not missed', bad('PORT'), [bad('API_KEY', elsewhere)], 'fail'],
])('boot/refuses-bad-configuration: %s', (_title, port, required, outcome) => {
  expect(
    judged(refusesBadConfiguration, { bad: { port, required, together: null }, again: again() }).outcome,
  ).toBe(outcome);
});

test.each([
  ['named', bad('PORT'), [bad('API_KEY')], 'pass'],
  [
    'in the words of the runtime',
    bad('PORT', { logs: [logged('options.port should be >= 0 and < 65536')] }),
    [],
    'pass',
  ],
  ['part of another name only', bad('PORT'), [bad('API_KEY', { logs: [logged('MY_API_KEY_2')] })], 'fail'],
  ['not a word', bad('PORT', { logs: [] }), [], 'fail'],
  ['not refused', bad('PORT', elsewhere), [], 'inapplicable'],
])('boot/names-bad-configuration: %s', (_title, port, required, outcome) => {
  expect(
    judged(namesBadConfiguration, { bad: { port, required, together: null }, again: again() }).outcome,
  ).toBe(outcome);
});

const both = ['PORT', 'API_KEY'];
test.each([
  ['both named', bad('PORT', { names: both, logs: [logged('PORT and API_KEY are bad')] }), 'pass'],
  ['one named', bad('PORT', { names: both }), 'fail'],
  ['not refused', bad('PORT', { names: both, exit: null }), 'unclear'],
  ['too few known', null, 'inapplicable'],
])('boot/names-all-bad-configuration: %s', (_title, together, outcome) => {
  expect(judged(namesAllBadConfiguration, { bad: { together } }).outcome).toBe(outcome);
});

const away = (more = {}) => ({
  listened: true,
  probes: [ended(503)],
  reads: [ended(503)],
  endedAway: null,
  attemptsAway: [3],
  attempts: [5],
  recoveredAfter: 500,
  exit: null,
  logs: [],
  waited: 30_000,
  ...more,
});
test.each([
  ['it recovers', {}, 'pass'],
  ['it waits for its database before it listens', { listened: false }, 'pass'],
  ['it exits with code 1', { endedAway: exited(1), recoveredAfter: null }, 'pass'],
  ['it exits with code 0', { endedAway: exited(0), recoveredAfter: null }, 'fail'],
  ['it neither ends nor recovers', { recoveredAfter: null }, 'fail'],
  ['it never asked', { attempts: [0] }, 'unclear'],
])('boot/survives-a-missing-dependency: %s', (_title, more, outcome) => {
  expect(judged(survivesAMissingDependency, { away: away(more) }).outcome).toBe(outcome);
});

test.each([
  ['not ready', {}, 'pass'],
  ['it exits', { endedAway: exited(1) }, 'pass'],
  ['it does not listen', { listened: false, probes: [], reads: [] }, 'pass'],
  ['ready, and its route fails', { probes: [ended(200)] }, 'fail'],
  ['ready, and its route works', { probes: [ended(200)], reads: [ended(200)] }, 'inapplicable'],
  ['no probe is known', { probes: [] }, 'inapplicable'],
  ['no route is known', { probes: [ended(200)], reads: [] }, 'unclear'],
  ['not ready for another reason', { attempts: [0] }, 'unclear'],
])('boot/is-not-ready-without-dependency: %s', (_title, more, outcome) => {
  expect(judged(isNotReadyWithoutDependency, { away: away(more) }).outcome).toBe(outcome);
});
