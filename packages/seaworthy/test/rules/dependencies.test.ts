import { expect, test } from 'vitest';
import absorbsStaleConnections from '../../src/rules/dependencies/absorbs-stale-connections.ts';
import exhaustionIsBounded from '../../src/rules/dependencies/exhaustion-is-bounded.ts';
import failureIsIsolated from '../../src/rules/dependencies/failure-is-isolated.ts';
import leavingClients from '../../src/rules/dependencies/leaving-clients-do-no-harm.ts';
import lossIs503 from '../../src/rules/dependencies/loss-is-503.ts';
import reconnectsGently from '../../src/rules/dependencies/reconnects-gently.ts';
import recoversByItself from '../../src/rules/dependencies/recovers-by-itself.ts';
import refusalIsAnsweredFast from '../../src/rules/dependencies/refusal-is-answered-fast.ts';
import silenceIsBounded from '../../src/rules/dependencies/silence-is-bounded.ts';
import survivesCutConnections from '../../src/rules/dependencies/survives-cut-connections.ts';
import { ended, exited, judged } from './facts.ts';

const warm = { read: 'GET /users', dependencies: 'DATABASE_URL', needed: true, usual: 3 };
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const lasting = (how: number | string, ms: number) => ({ ...ended(how), endedAt: ms });

const cut = (more = {}) => ({
  how: 'FIN',
  connections: 10,
  exit: null,
  lastWords: [],
  reads: times(10, ended(200)),
  ...more,
});
const idle = (...cuts: object[]) => ({ idle: { ...warm, cuts } });
const dead = cut({ exit: exited(1), reads: [] });

test.each([
  ['lives on', idle(cut(), cut()), 'pass'],
  ['lives on, but every request fails', idle(cut({ reads: times(10, ended(500)) })), 'pass'],
  ['ends', idle(dead), 'fail'],
  ['ends at the second', idle(cut(), dead), 'fail'],
  ['answers nothing afterwards', idle(cut({ reads: times(10, ended('TIMEOUT')) })), 'unclear'],
  ['keeps no connections', idle(cut({ connections: 0 }), cut({ connections: 0 })), 'inapplicable'],
])('dependencies/survives-cut-connections: %s', (_title, facts, outcome) => {
  expect(judged(survivesCutConnections, facts).outcome).toBe(outcome);
});

const failing = (count: number, how = 500) =>
  cut({ reads: [...times(count, ended(how)), ...times(10 - count, ended(200))] });
test.each([
  ['none fails', idle(cut(), cut()), 'pass'],
  ['one fails each time', idle(failing(1), failing(1)), 'pass'],
  ['two fail', idle(cut(), failing(2)), 'fail'],
  ['the rate is limited', idle(failing(3, 429)), 'unclear'],
  ['ended', idle(dead), 'unclear'],
  ['keeps no connections', idle(cut({ connections: 0 })), 'inapplicable'],
  ['does not need them', { idle: { ...warm, needed: false, cuts: [failing(5)] } }, 'inapplicable'],
])('dependencies/absorbs-stale-connections: %s', (_title, facts, outcome) => {
  expect(judged(absorbsStaleConnections, facts).outcome).toBe(outcome);
});

const outage = (more = {}) => ({
  outage: {
    ...warm,
    refused: times(3, lasting(503, 20)),
    later: times(10, lasting(503, 5)),
    attempts: [3, 2, 2, 1, 1, 1],
    processes: 1,
    recovery: { after: 400, waited: 2000 },
    exit: null,
    diedOf: null,
    ...more,
  },
});
const diedOfLoss = outage({ refused: [], later: [], attempts: [], exit: exited(1), diedOf: 'loss' });
const diedOfRequests = { exit: exited(1), diedOf: 'requests' };

test.each([
  ['fast', outage(), 'pass'],
  ['slow once', outage({ refused: [lasting(500, 6000), ...times(2, lasting(500, 20))] }), 'pass'],
  ['slow three times', outage({ refused: times(3, lasting(500, 6000)) }), 'fail'],
  ['no answer in time', outage({ refused: times(3, lasting('TIMEOUT', 8000)) }), 'fail'],
  ['dropped', outage({ refused: [lasting('EOF', 8), ...times(2, lasting(500, 20))] }), 'fail'],
  ['ended by it', outage({ refused: times(3, lasting('ECONNRESET', 8)), ...diedOfRequests }), 'fail'],
  ['limits the rate', outage({ refused: times(3, lasting(429, 8)) }), 'unclear'],
  ['ended before', diedOfLoss, 'unclear'],
  ['does not need it', outage({ needed: false }), 'inapplicable'],
])('dependencies/refusal-is-answered-fast: %s', (_title, facts, outcome) => {
  expect(judged(refusalIsAnsweredFast, facts).outcome).toBe(outcome);
});

test.each([
  ['503', outage(), 'pass'],
  ['504 and 502', outage({ refused: [ended(504), ended(502)], later: [] }), 'pass'],
  ['500', outage({ refused: times(3, ended(500)) }), 'fail'],
  ['404', outage({ refused: times(3, ended(404)), later: [] }), 'fail'],
  ['200 from a cache', outage({ later: [ended(200)] }), 'inapplicable'],
  ['does not need it', outage({ needed: false }), 'inapplicable'],
  ['nothing', outage({ refused: [ended('TIMEOUT')], later: [] }), 'unclear'],
  ['ended', diedOfLoss, 'unclear'],
])('dependencies/loss-is-503: %s', (_title, facts, outcome) => {
  expect(judged(lossIs503, facts).outcome).toBe(outcome);
});

test.each([
  ['back', outage(), 'pass'],
  ['not back', outage({ recovery: { after: null, waited: 30_000, failure: ended(503) } }), 'fail'],
  ['never away', outage({ refused: [ended(200)], later: [ended(200)] }), 'inapplicable'],
  ['does not need it', outage({ needed: false }), 'inapplicable'],
  ['ended', diedOfLoss, 'unclear'],
])('dependencies/recovers-by-itself: %s', (_title, facts, outcome) => {
  expect(judged(recoversByItself, facts).outcome).toBe(outcome);
});

test.each([
  ['some attempts', outage(), 'pass'],
  ['none', outage({ attempts: times(6, 0) }), 'pass'],
  ['a burst at first', outage({ attempts: [300, 40, 3, 1, 0, 1] }), 'pass'],
  ['a storm', outage({ attempts: times(6, 200) }), 'fail'],
  ['eight workers', outage({ attempts: times(6, 40), processes: 9 }), 'pass'],
  ['ended', diedOfLoss, 'unclear'],
])('dependencies/reconnects-gently: %s', (_title, facts, outcome) => {
  expect(judged(reconnectsGently, facts).outcome).toBe(outcome);
});

const silence = (more = {}) => ({
  silence: {
    ...warm,
    first: lasting(503, 2500),
    crowd: times(39, lasting(503, 4000)),
    connections: 10,
    recovery: { after: 100, waited: 400 },
    exit: null,
    patience: 35_000,
    ...more,
  },
});
const never = lasting('TIMEOUT', 35_000);

test.each([
  ['answered', silence(), 'pass'],
  ['answered after half a minute', silence({ first: lasting(500, 30_100) }), 'pass'],
  ['never answered', silence({ first: never }), 'fail'],
  ['dropped', silence({ first: lasting('EOF', 31_000) }), 'fail'],
  ['answered from a cache', silence({ first: lasting(200, 3) }), 'inapplicable'],
  ['does not need it', silence({ needed: false }), 'inapplicable'],
])('dependencies/silence-is-bounded: %s', (_title, facts, outcome) => {
  expect(judged(silenceIsBounded, facts).outcome).toBe(outcome);
});

test.each([
  ['all answered', silence(), 'pass'],
  ['only those with a connection wait', silence({ crowd: [...times(10, never), ended(503)] }), 'pass'],
  ['all wait', silence({ first: never, crowd: times(39, never) }), 'fail'],
  [
    'the queue moves',
    silence({ crowd: [...times(19, lasting(500, 34_000)), ...times(20, never)] }),
    'unclear',
  ],
  ['does not come back', silence({ recovery: { after: null, waited: 30_000 } }), 'fail'],
  ['ended', silence({ exit: exited(1) }), 'fail'],
  ['a connection for each', silence({ connections: 40 }), 'inapplicable'],
  ['does not need it', silence({ needed: false }), 'inapplicable'],
  ['limits the rate', silence({ crowd: times(39, ended(429)) }), 'unclear'],
])('dependencies/exhaustion-is-bounded: %s', (_title, facts, outcome) => {
  expect(judged(exhaustionIsBounded, facts).outcome).toBe(outcome);
});

const slow = (more = {}) => ({
  slow: {
    ...warm,
    roundTrip: 800,
    other: { route: 'GET /livez', alone: 2 },
    crowded: [3, 2, 3],
    exit: null,
    ...more,
  },
});
test.each([
  ['fast', slow(), 'pass'],
  ['slow for a while', slow({ crowded: [900, 700, 3] }), 'pass'],
  ['slow all the time', slow({ crowded: [900, 700, 1200] }), 'fail'],
  ['slow anyway', slow({ other: { route: 'GET /x', alone: 190 }, crowded: [450, 450, 450] }), 'pass'],
  ['not measured', slow({ crowded: [] }), 'unclear'],
  ['ended', slow({ exit: exited(1) }), 'unclear'],
  ['every route needs it', slow({ other: undefined }), 'inapplicable'],
  ['does not need it', slow({ needed: false }), 'inapplicable'],
])('dependencies/failure-is-isolated: %s', (_title, facts, outcome) => {
  expect(judged(failureIsIsolated, facts).outcome).toBe(outcome);
});

const left = (more = {}) => ({
  departures: { left: 200, exit: null, lastWords: [], read: ended(200), ...more },
});
test.each([
  ['works', left(), 'pass'],
  ['ended', left({ exit: exited(1), read: ended('ECONNREFUSED') }), 'fail'],
  ['hangs', left({ read: ended('TIMEOUT') }), 'fail'],
  ['limits the rate', left({ read: ended(429) }), 'unclear'],
  ['nobody came', left({ left: 0 }), 'unclear'],
])('dependencies/leaving-clients-do-no-harm: %s', (_title, facts, outcome) => {
  expect(judged(leavingClients, facts).outcome).toBe(outcome);
});
