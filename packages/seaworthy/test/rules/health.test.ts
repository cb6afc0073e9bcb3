import { expect, test } from 'vitest';
import type { Exchange } from '../../src/engine/evidence.ts';
import answersInTime from '../../src/rules/health/answers-in-time.ts';
import hasLiveness from '../../src/rules/health/has-liveness.ts';
import hasReadiness from '../../src/rules/health/has-readiness.ts';
import isNotCacheable from '../../src/rules/health/is-not-cacheable.ts';
import leaksNothing from '../../src/rules/health/leaks-nothing.ts';
import livenessIgnores from '../../src/rules/health/liveness-ignores-dependencies.ts';
import probesAreCheap from '../../src/rules/health/probes-are-cheap.ts';
import readinessFollows from '../../src/rules/health/readiness-follows-dependencies.ts';
import statusAgrees from '../../src/rules/health/status-agrees-with-body.ts';
import { ended, exited, judged } from './facts.ts';

const yes = ended(200);
const no = ended(503);
const saying = (status: number, body: unknown): Exchange => ({
  ...ended(status),
  response: {
    status,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  },
});

test.each([
  ['yes', { live: yes }, 'pass'],
  ['no', { live: no }, 'fail'],
  ['a redirect', { live: ended(302) }, 'fail'],
  ['none', {}, 'fail'],
])('health/has-liveness: %s', (_title, probes, outcome) => {
  expect(judged(hasLiveness, { probes }).outcome).toBe(outcome);
});

test.each([
  ['yes', { live: yes, ready: yes, general: false }, 'pass'],
  ['a proper no', { live: yes, ready: no, general: false }, 'pass'],
  ['credentials are demanded', { live: yes, ready: ended(401), general: false }, 'fail'],
  ['none', { live: yes, general: false }, 'fail'],
  ['one of a general name', { live: yes, general: true }, 'unclear'],
])('health/has-readiness: %s', (_title, probes, outcome) => {
  expect(judged(hasReadiness, { probes }).outcome).toBe(outcome);
});

test.each([
  [{ 'cache-control': 'no-store' }, 'pass'],
  [{ 'cache-control': 'no-cache, max-age=0' }, 'pass'],
  [{ 'cache-control': 'max-age=2' }, 'pass'],
  [{ 'cache-control': 'private' }, 'pass'],
  [{ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 'pass'],
  [{ expires: '0' }, 'pass'],
  [{ 'cache-control': 'public, max-age=600' }, 'fail'],
  [{ 'cache-control': 'max-age=0, s-maxage=60' }, 'fail'],
  [{}, 'fail'],
])('health/is-not-cacheable: %j', (headers, outcome) => {
  expect(judged(isNotCacheable, { probes: { live: ended(200, 0, headers) } }).outcome).toBe(outcome);
});

test('health/is-not-cacheable: a 503 is kept only when it says so, and without probes there is nothing to say', () => {
  expect(judged(isNotCacheable, { probes: { ready: no } }).outcome).toBe('pass');
  expect(judged(isNotCacheable, { probes: {} }).outcome).toBe('inapplicable');
});

const both = (live: Exchange[], ready: Exchange[]) => ({ live, ready });
const seen = (outage = {}, silence = {}) => ({
  outage: {
    dependencies: 'DATABASE_URL',
    needed: true,
    ports: [41_234],
    probes: {
      before: both([yes], [yes]),
      during: both([yes, yes], [yes, no]),
      after: both([yes], [yes]),
    },
    probed: { path: '/readyz', times: 60, connections: 0 },
    refused: [no],
    later: [no],
    readyAfter: 300,
    recovery: { after: 100, waited: 500 },
    exit: null,
    diedOf: null,
    ...outage,
  },
  silence: { probes: both([yes, yes, yes, yes], [no, no, no, no]), exit: null, ...silence },
});
const during = (live: Exchange[], ready: Exchange[] = [no]) => ({
  probes: { before: both([yes], [yes]), during: both(live, ready), after: both([yes], [yes]) },
});
const without = { probes: { before: both([], []), during: both([], []), after: both([], []) } };
const died = { ...during([], []), diedOf: 'loss', exit: exited(1) };

test.each([
  ['always yes', seen(), 'pass'],
  ['no during the outage', seen(during([yes, no])), 'fail'],
  ['no during the silence', seen({}, { probes: both([no], []) }), 'fail'],
  ['no before already', seen({ probes: { ...seen().outage.probes, before: both([no], [no]) } }), 'unclear'],
  ['ended', seen(died), 'unclear'],
  ['ended of the outage, and no in silence', seen(died, { probes: both([no], []) }), 'fail'],
  ['nothing', seen(during([ended('TIMEOUT')]), { probes: both([ended('TIMEOUT')], []) }), 'unclear'],
  ['none', seen(without, without), 'inapplicable'],
])('health/liveness-ignores-dependencies: %s', (_title, { outage, silence }, outcome) => {
  const probes = 'probes' in silence && 'before' in silence.probes ? both([], []) : silence.probes;
  expect(judged(livenessIgnores, { outage, silence: { ...silence, probes } }).outcome).toBe(outcome);
});

test.each([
  ['no, then yes', seen(), 'pass'],
  ['yes all the time', seen(during([yes], [yes, yes])), 'fail'],
  ['never yes again', seen({ readyAfter: null }), 'fail'],
  [
    'the service does not come back',
    seen({ readyAfter: null, recovery: { after: null, waited: 1 } }),
    'unclear',
  ],
  ['ended', seen(died), 'unclear'],
  ['works without', seen({ later: [yes] }), 'inapplicable'],
  ['is not asked', seen({ needed: false }), 'inapplicable'],
  ['is not asked but required', seen({ needed: false, required: true }), 'pass'],
  ['required, and yes all the time', seen({ ...during([yes], [yes]), required: true }), 'fail'],
  ['not required', seen({ ...during([yes], [yes]), required: false }), 'inapplicable'],
  ['none', seen(without), 'inapplicable'],
])('health/readiness-follows-dependencies: %s', (_title, { outage }, outcome) => {
  expect(judged(readinessFollows, { outage }).outcome).toBe(outcome);
});

test.each([
  ['up and 200, down and 503', [saying(200, { status: 'UP' }), saying(503, { status: 'DOWN' })], 'pass'],
  ['degraded and 200', [saying(200, { status: 'degraded' })], 'pass'],
  ['a part is down', [saying(200, { status: 'ok', checks: { cache: 'down' } })], 'pass'],
  ['down and 200', [saying(200, { status: 'down' })], 'fail'],
  ['ok and 503', [saying(503, { status: 'ok' })], 'fail'],
  ['no status', [saying(200, 'OK')], 'inapplicable'],
])('health/status-agrees-with-body: %s', (_title, answers, outcome) => {
  expect(judged(statusAgrees, seen(during([], answers))).outcome).toBe(outcome);
});

const slow = { ...ended(200), endedAt: 1500 };
test.each([
  ['quick', seen(), 'pass'],
  ['slow twice', seen({}, { probes: both([slow, slow, yes, slow], []) }), 'pass'],
  ['slow three times', seen({}, { probes: both([yes, slow, slow, slow], []) }), 'fail'],
  [
    'three times nothing',
    seen(
      during(
        [],
        [1, 2, 3].map(() => ended('TIMEOUT')),
      ),
    ),
    'fail',
  ],
  ['ended', seen(died), 'unclear'],
])('health/answers-in-time: %s', (_title, facts, outcome) => {
  expect(judged(answersInTime, facts).outcome).toBe(outcome);
});

test.each([
  ['names only', saying(503, { status: 'down', checks: { database: 'down' } }), 'pass'],
  ['the port of the proxy', saying(503, { reason: 'connect 127.0.0.1:41234' }), 'fail'],
  ['a number like the port', saying(503, { uptime: 141_234, pid: '41234' }), 'pass'],
  ['the driver’s words', saying(503, { error: 'ECONNREFUSED: connection refused' }), 'fail'],
  ['one word of a driver', saying(503, { database: 'connection refused' }), 'pass'],
  ['nothing', ended('TIMEOUT'), 'unclear'],
])('health/leaks-nothing: %s', (_title, answer, outcome) => {
  expect(judged(leaksNothing, seen(during([], [answer]))).outcome).toBe(outcome);
});

test.each([
  ['none', 0, 'pass'],
  ['a few', 15, 'pass'],
  ['one each', 60, 'fail'],
])('health/probes-are-cheap: %s', (_title, connections, outcome) => {
  const probed = { path: '/readyz', times: 60, connections };
  expect(judged(probesAreCheap, seen({ probed })).outcome).toBe(outcome);
});
