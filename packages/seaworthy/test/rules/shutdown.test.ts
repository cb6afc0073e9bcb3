import { describe, expect, test } from 'vitest';
import admitsItWasForced from '../../src/rules/shutdown/admits-it-was-forced.ts';
import endsOnSigint from '../../src/rules/shutdown/ends-on-sigint.ts';
import endsOnSigterm from '../../src/rules/shutdown/ends-on-sigterm.ts';
import finishesInFlight from '../../src/rules/shutdown/finishes-in-flight.ts';
import hasADeadline from '../../src/rules/shutdown/has-a-deadline.ts';
import idleConnections from '../../src/rules/shutdown/idle-connections-do-not-delay.ts';
import keepsDependencies from '../../src/rules/shutdown/keeps-dependencies-until-the-last-response.ts';
import losesNothing from '../../src/rules/shutdown/loses-nothing.ts';
import saysConnectionClose from '../../src/rules/shutdown/says-connection-close.ts';
import saysGoodbye from '../../src/rules/shutdown/says-goodbye-to-dependencies.ts';
import silentConnections from '../../src/rules/shutdown/silent-connections-do-not-delay.ts';
import forwardsSignals from '../../src/rules/shutdown/start-command-forwards-signals.ts';
import turnsReadinessOff from '../../src/rules/shutdown/turns-readiness-off.ts';
import { ended, exited, judged, loaded, logged } from './facts.ts';

const stopped = (how: Parameters<typeof exited>[0] | undefined, after?: number, more = {}) => ({
  idle: 5,
  silent: 5,
  closed: 10,
  waited: 10_000,
  drained: true,
  exit: how === undefined ? null : exited(how, after),
  ...more,
});

describe('shutdown/ends-on-sigterm', () => {
  test.each([
    ['exit code 0', stopped(0), 'pass'],
    ['143, as the JVM says it', stopped(143), 'pass'],
    ['SIGTERM raised again after the drain', stopped('SIGTERM'), 'pass'],
    ['an end of which a wrapper hides the code', stopped(null), 'pass'],
    ['exit code 1', stopped(1), 'fail'],
    ['a crash', stopped('SIGSEGV'), 'fail'],
  ])('%s', (_title, together, outcome) => {
    expect(judged(endsOnSigterm, { quiet: { together } }).outcome).toBe(outcome);
  });

  test('blames no connections: without any it ends', () => {
    const quiet = { together: stopped(undefined), alone: stopped(0) };
    expect(judged(endsOnSigterm, { quiet }).outcome).toBe('pass');
  });

  test('fails when it lives on without any connection', () => {
    const quiet = { together: stopped(undefined), alone: stopped(undefined) };
    expect(judged(endsOnSigterm, { quiet }).outcome).toBe('fail');
  });
});

test.each([
  ['any exit code', exited(1), 'pass'],
  ['still alive', null, 'fail'],
])('shutdown/ends-on-sigint: %s', (_title, exit, outcome) => {
  expect(judged(endsOnSigint, { sigint: { exit } }).outcome).toBe(outcome);
});

describe.each([
  ['idle', idleConnections],
  ['silent', silentConnections],
] as const)('shutdown/%s-connections-do-not-delay', (kind, rule) => {
  test.each([
    ['gone at once with all of them', { together: stopped(0) }, 'pass'],
    ['late, but within ten seconds', late(kind, stopped(0, 8300)), 'pass'],
    ['later than ten seconds', late(kind, stopped(0, 10_300)), 'fail'],
    ['still alive', late(kind, stopped(undefined)), 'fail'],
    ['ended by its own deadline, with another exit code', late(kind, stopped(1, 5000)), 'fail'],
    ['none of this kind could be opened', { together: stopped(0, 100, { [kind]: 0 }) }, 'inapplicable'],
    [
      'open requests were cut: it waits for nothing',
      { together: stopped(0, 10, { drained: false }) },
      'inapplicable',
    ],
    ['killed by default', { together: stopped('SIGTERM', 10, { drained: null }) }, 'inapplicable'],
    ['alive even without any', { together: stopped(undefined), alone: stopped(undefined) }, 'unclear'],
  ])('%s', (_title, quiet, outcome) => {
    expect(judged(rule, { quiet }).outcome).toBe(outcome);
  });
});

function late(kind: 'idle' | 'silent', stop: ReturnType<typeof stopped>) {
  const prompt = stopped(0, 50);
  return { together: stopped(undefined), alone: prompt, idle: prompt, silent: prompt, [kind]: stop };
}

const open = (more = {}) => ({
  signalledAt: 1000,
  finishedAt: 2300,
  requests: [ended(201, 2310, { connection: 'close' })],
  keepsConnections: true,
  refusing: true,
  probes: [],
  aliveWhileHeld: true,
  exit: exited(0),
  dependencies: [],
  logs: [],
  ...more,
});

test.each([
  ['all answered', [ended(201), ended(201)], 'pass'],
  ['one cut off', [ended(201), ended('ECONNRESET')], 'fail'],
  ['one failed', [ended(500)], 'fail'],
  ['refused although known to be good', [ended(409)], 'unclear'],
  ['answered before the signal', [], 'unclear'],
])('shutdown/finishes-in-flight: %s', (_title, requests, outcome) => {
  expect(judged(finishesInFlight, { stop: open({ requests }) }).outcome).toBe(outcome);
});

test.each([
  ['503 after the first second', { probes: [ended(200, 1500), ended(503, 2200)] }, 'pass'],
  ['connections refused', { probes: [ended('ECONNREFUSED', 2200)] }, 'pass'],
  ['200 after the first second', { probes: [ended(200, 2200)] }, 'fail'],
  ['gone at once', { probes: [], aliveWhileHeld: false }, 'inapplicable'],
  ['no probe is known', { probes: [] }, 'inapplicable'],
  ['no probe came late enough', { probes: [ended(200, 1500)] }, 'unclear'],
])('shutdown/turns-readiness-off: %s', (_title, more, outcome) => {
  expect(judged(turnsReadinessOff, { stop: open(more) }).outcome).toBe(outcome);
});

test.each([
  ['it says close', {}, 'pass'],
  ['it says nothing', { requests: [ended(201)] }, 'fail'],
  ['it says keep-alive', { requests: [ended(201, 0, { connection: 'keep-alive' })] }, 'fail'],
  ['it still accepts connections', { requests: [ended(201)], refusing: false }, 'unclear'],
  ['it never keeps connections', { requests: [ended(201)], keepsConnections: false }, 'inapplicable'],
  ['it answered nothing', { requests: [ended('EOF')] }, 'inapplicable'],
])('shutdown/says-connection-close: %s', (_title, more, outcome) => {
  expect(judged(saysConnectionClose, { stop: open(more) }).outcome).toBe(outcome);
});

const database = (closed: object[], more = {}) => ({
  name: 'DATABASE_URL',
  protocol: 'postgres',
  openAtSignal: 1,
  attempts: [1],
  open: 0,
  opened: 1,
  closed,
  ...more,
});
const goodbye = (at: number, more = {}) => ({
  at,
  by: 'service',
  how: 'FIN',
  goodbye: true,
  readable: true,
  ...more,
});

test.each([
  ['answered, then closed', {}, [database([goodbye(2400)])], 'pass'],
  ['closed, then failed', { requests: [ended(500, 2310)] }, [database([goodbye(1010)])], 'fail'],
  [
    'closed, then failed, PostgreSQL being faster with its FIN',
    { requests: [ended(500, 2310)] },
    [database([goodbye(1010, { by: 'dependency' })])],
    'fail',
  ],
  [
    'failed with the connections open',
    { requests: [ended(500, 2310)] },
    [database([goodbye(2400)])],
    'inapplicable',
  ],
  [
    'cut off with everything else',
    { requests: [ended('EOF', 1030)] },
    [database([goodbye(1010)])],
    'inapplicable',
  ],
  ['no dependency is known', {}, [], 'inapplicable'],
  ['the dependency was never asked', {}, [database([], { opened: 0, openAtSignal: 0 })], 'unclear'],
])('shutdown/keeps-dependencies-until-the-last-response: %s', (_title, more, dependencies, outcome) => {
  expect(judged(keepsDependencies, { stop: open({ ...more, dependencies }) }).outcome).toBe(outcome);
});

test.each([
  ['terminated', [database([goodbye(2400, { by: 'dependency' })])], 'pass'],
  ['broken off', [database([goodbye(2400, { goodbye: false })])], 'fail'],
  [
    'one of two broken off',
    [database([goodbye(2400), goodbye(2400, { goodbye: false, how: 'RST' })])],
    'fail',
  ],
  ['Redis, which needs no goodbye', [database([], { protocol: 'redis' })], 'inapplicable'],
  ['encrypted', [database([goodbye(2400, { goodbye: false, readable: false })])], 'unclear'],
  ['not connected at the signal', [database([], { openAtSignal: 0 })], 'unclear'],
])('shutdown/says-goodbye-to-dependencies: %s', (_title, dependencies, outcome) => {
  expect(judged(saysGoodbye, { stop: open({ dependencies }) }).outcome).toBe(outcome);
});

const stuck = (more = {}) => ({
  signalledAt: 0,
  waited: 28_000,
  exit: exited(0, 10_000),
  logs: [],
  request: ended('EOF', 10_000),
  ...more,
});

test.each([
  ['gone after ten seconds', {}, 'pass'],
  ['still alive', { exit: null }, 'fail'],
  ['gone at once', { exit: exited('SIGTERM', 5) }, 'inapplicable'],
  ['gone at once on a busy machine', { exit: exited('SIGTERM', 400) }, 'inapplicable'],
])('shutdown/has-a-deadline: %s', (_title, more, outcome) => {
  expect(judged(hasADeadline, { stuck: stuck(more) }).outcome).toBe(outcome);
});

test.each([
  ['silently with exit code 0', {}, 'fail'],
  ['with a line that says nothing about it', { logs: [logged('{"level":"info","msg":"bye"}')] }, 'fail'],
  ['with exit code 1', { exit: exited(1, 10_000) }, 'pass'],
  ['with a warning', { logs: [logged('{"level":"warn","msg":"1 request left"}')] }, 'pass'],
  ['with a warning of pino', { logs: [logged('{"level":40,"msg":"1 request left"}')] }, 'pass'],
  ['in words', { logs: [logged('Graceful shutdown aborted with one request still active')] }, 'pass'],
  ['the request was answered', { request: ended(408, 10_000) }, 'inapplicable'],
  ['it did not wait', { exit: exited(0, 5) }, 'inapplicable'],
  ['it did not wait on a busy machine', { exit: exited('SIGTERM', 400) }, 'inapplicable'],
  ['it did not end', { exit: null }, 'inapplicable'],
])('shutdown/admits-it-was-forced: %s', (_title, more, outcome) => {
  expect(judged(admitsItWasForced, { stuck: stuck(more) }).outcome).toBe(outcome);
});

const quiet = { together: stopped(0) };
const command = (more = {}) => ({
  isService: false,
  command: ['npm', 'start'],
  exit: null,
  left: 1,
  ...more,
});

test.each([
  ['the command is the server', command({ isService: true }), quiet, 'pass'],
  ['the signal reaches it', command({ exit: exited(0) }), quiet, 'pass'],
  ['an orphan is left', command({ commandGone: true, answer: ended(200) }), quiet, 'fail'],
  ['the server ignores SIGTERM anyway', command(), { together: stopped(undefined) }, 'unclear'],
])('shutdown/start-command-forwards-signals: %s', (_title, found, stops, outcome) => {
  expect(judged(forwardsSignals, { command: found, quiet: stops }).outcome).toBe(outcome);
});

describe('shutdown/loses-nothing', () => {
  const clients = { keeping: 10, opening: 6 };
  const pipelined = { asked: 3, answered: 3, cut: false };
  const round = (more = {}) => ({
    signalledAt: 400,
    keeping: loaded(),
    opening: loaded(),
    pipelined,
    drained: true,
    exit: exited(0),
    ...more,
  });
  const reset = { ...ended('ECONNRESET', 500), endedAt: 510 };
  const hung = { ...ended('ECONNRESET', 500), endedAt: 1500 };
  const bad = round({ opening: loaded({ lost: 40, losses: Array(10).fill(ended('EOF', 500)) }) });

  test.each([
    ['nothing was lost', [round()], 'pass'],
    [
      'refused connections',
      [round({ opening: loaded({ outcomes: { 200: 50, ECONNREFUSED: 50 } }) })],
      'pass',
    ],
    [
      'idle connections were closed with a request on the wire',
      [round({ keeping: loaded({ lost: 9, raced: 9 }) })],
      'pass',
    ],
    [
      'one per client was reset at the door',
      [round({ opening: loaded({ lost: 1, losses: [reset] }) })],
      'pass',
    ],
    ['lost in three of three', [bad, bad, bad], 'fail'],
    ['lost in two of three', [bad, bad, round()], 'pass'],
    [
      'accepted, and reset a second later',
      Array(3).fill(round({ opening: loaded({ lost: 1, losses: [hung] }) })),
      'fail',
    ],
    ['an answer broke off', Array(3).fill(round({ pipelined: { ...pipelined, cut: true } })), 'fail'],
    ['open requests were cut', [round({ drained: false })], 'inapplicable'],
    ['killed by default', [round({ drained: null, exit: exited('SIGTERM', 8) })], 'inapplicable'],
    ['it never worked', [round({ opening: loaded({ outcomes: { 500: 100 } }) })], 'unclear'],
    ['only one round was run', [bad], 'unclear'],
  ])('%s', (_title, rounds, outcome) => {
    expect(judged(losesNothing, { stop: { rounds, clients } }).outcome).toBe(outcome);
  });
});
