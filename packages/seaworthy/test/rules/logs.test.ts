import { describe, expect, test } from 'vitest';
import type { OrdinaryTraffic } from '../../src/experiments/serve-ordinary-traffic.ts';
import aborted from '../../src/rules/logs/aborted-requests-too.ts';
import machineReadable from '../../src/rules/logs/are-machine-readable.ts';
import atOnce from '../../src/rules/logs/arrive-at-once.ts';
import notForged from '../../src/rules/logs/cannot-be-forged.ts';
import once from '../../src/rules/logs/errors-are-logged-once.ts';
import withId from '../../src/rules/logs/errors-carry-the-request-id.ts';
import noSecrets from '../../src/rules/logs/keep-secrets-out.ts';
import lastLines from '../../src/rules/logs/keep-the-last-lines.ts';
import levels from '../../src/rules/logs/levels-are-truthful.ts';
import oneLine from '../../src/rules/logs/one-line-per-request.ts';
import truth from '../../src/rules/logs/tell-what-the-client-saw.ts';
import zone from '../../src/rules/logs/timestamps-have-a-zone.ts';
import errorsLogged from '../../src/rules/logs/unexpected-errors-are-logged.ts';
import { LOGGERS, TEXT_LOGGERS } from './loggers.ts';
import { traffic, type Logger } from './traffic.ts';
import { answer, judged, outcome } from './written.ts';

const kit = LOGGERS['the kit'];
const silent: Logger = () => [];
const ofKit = (change: (line: Record<string, unknown>, nth: number) => object | null): Logger => {
  return (served) =>
    kit(served)
      .flatMap((line) => (change(line, served.nth) ?? []) as object[])
      .map((line) => ({ ...line }));
};
const stack = 'Error: connect ECONNREFUSED\n    at Pool.connect (/app/pool.js:10:5)';
const reported: Logger = ({ mark, time }) => [
  {
    level: 'error',
    time: new Date(time).toISOString(),
    msg: 'request failed',
    requestId: mark,
    err: { stack },
  },
];

const bare: Logger = ({ method, path, status }) => [{ msg: `${method} ${path.split('?')[0]} ${status}` }];
const unnamed: Logger = (served) =>
  kit({ ...served, path: served.path.split('?')[0]! }).map(({ requestId: _id, ...line }) => line);
const extra =
  (text: string): Logger =>
  (served) => [...kit(served), ...(served.nth === 3 ? [text] : [])];
const withLoss = (onLoss?: Logger, change?: Partial<OrdinaryTraffic>) => ({
  traffic: traffic(kit, { idHeader: 'x-request-id', ...(onLoss && { onLoss }), ...(change && { change }) }),
});
const anonymous: Logger = (served) =>
  reported(served).map((line) => ({ ...(line as object), requestId: undefined }));
const thrice: Logger = (served) => [1, 2, 3].flatMap(() => reported(served));
const traceback: Logger = () => [
  'Traceback (most recent call last):',
  '  File "/app/main.py", line 3, in read',
  'ConnectionRefusedError',
];

const embedded: Logger = (served) =>
  kit(served).map((line) => (served.status < 500 ? line : { ...line, err: { stack } }));
const slowedBy =
  (factor: number): Logger =>
  (served) =>
    kit({ ...served, ms: served.ms * factor });
const hasty: Logger = (served) => kit(served.nth === 17 ? { ...served, ms: 1 } : served);
const late = (ms: number, count: number): OrdinaryTraffic => {
  const facts = traffic(kit);
  return {
    ...facts,
    lines: facts.lines.map((one, i) => (i > 0 && i <= count ? { ...one, at: one.at + ms } : one)),
  };
};

describe.each(Object.entries({ ...LOGGERS, ...TEXT_LOGGERS }))('the lines of %s', (name, logger) => {
  const seen = { traffic: traffic(logger) };
  const isText = name in TEXT_LOGGERS;

  test('are one per request', () => {
    expect(judged(oneLine, seen)).toMatchObject({ outcome: 'pass' });
  });
  test('come at once', () => {
    expect(judged(atOnce, seen)).toMatchObject({ outcome: 'pass' });
  });
  test('tell what the client saw, as far as they do', () => {
    expect(judged(truth, seen)).toMatchObject({ outcome: name === 'uvicorn' ? 'fail' : 'pass' });
  });
  test('can be read by a program, unless they are for people', () => {
    expect(judged(machineReadable, seen)).toMatchObject({ outcome: isText ? 'fail' : 'pass' });
  });
  test('say their zone, unless they do not', () => {
    const expected = name === 'uvicorn' ? 'inapplicable' : name === 'gin' ? 'fail' : 'pass';
    expect(judged(zone, seen)).toMatchObject({ outcome: expected });
  });
  test('call no client error an error', () => {
    expect(outcome(levels, { traffic: traffic(logger, { change: { losses: [] } }) })).not.toBe('fail');
  });
});

describe('one-line-per-request', () => {
  test.each<[string, string, Logger]>([
    ['no line at all', 'fail', silent],
    ['errors are missing', 'fail', (served) => (served.status >= 400 ? [] : kit(served))],
    ['successes come twice', 'fail', (served) => [...kit(served), ...kit(served)]],
    [
      'half of all requests are missing, so it may sample',
      'unclear',
      (served) => (served.nth % 8 < 4 ? [] : kit(served)),
    ],
    ['no status', 'fail', (served) => kit(served).map(({ status: _status, ...line }) => line)],
    ['no method', 'fail', (served) => kit(served).map(({ method: _method, ...line }) => line)],
    [
      'a warning about a 404 beside its line',
      'pass',
      (served) => [
        ...kit(served),
        ...(served.status === 404
          ? [{ level: 'warn', msg: 'no such route', path: served.path, status: 404 }]
          : []),
      ],
    ],
  ])('%s', (_title, expected, logger) => {
    expect(judged(oneLine, { traffic: traffic(logger) })).toMatchObject({ outcome: expected });
  });

  test('finds lines that name no mark by method, path and status', () => {
    expect(judged(oneLine, { traffic: traffic(bare) })).toMatchObject({ outcome: 'pass' });
  });
  test('misses the id that the client was told', () => {
    expect(judged(oneLine, { traffic: traffic(unnamed, { idHeader: 'x-request-id' }) })).toMatchObject({
      outcome: 'fail',
      actual: expect.stringContaining('request id') as string,
    });
    expect(outcome(oneLine, { traffic: traffic(unnamed) })).toBe('pass');
  });
});

describe('aborted-requests-too', () => {
  const left = { mark: 'f0f0f0f0', at: 1, worksAfter: true };
  const about = (text: string): Partial<OrdinaryTraffic> => {
    const { lines } = traffic(kit);
    return { aborted: left, lines: [...lines, { kind: 'log', stream: 'stdout', at: 9000, text }] };
  };
  test.each([
    ['pass', about('{"path":"/users?sw=f0f0f0f0","status":499}')],
    ['fail', about('{"path":"/users"}')],
    ['inapplicable', {}],
    ['unclear', { aborted: { ...left, worksAfter: false } }],
    ['inapplicable', { aborted: left, lines: [] }],
  ])('%s', (expected, change) => {
    expect(outcome(aborted, { traffic: traffic(kit, { change }) })).toBe(expected);
  });
});

describe('are-machine-readable', () => {
  test.each<[string, string, Logger]>([
    ['nothing is written', 'inapplicable', silent],
    ['a stack trace over several lines', 'fail', extra('    at Pool.connect (/app/pool.js:10:5)')],
    ['a warning of the runtime', 'pass', extra('(node:12) ExperimentalWarning: it is new')],
  ])('%s', (_title, expected, logger) => {
    expect(outcome(machineReadable, { traffic: traffic(logger) })).toBe(expected);
  });
  test('allows what is said before the start and after SIGTERM', () => {
    const { lines } = traffic(kit);
    const worker = { kind: 'log', stream: 'stderr', at: 99_999, text: '[1] [INFO] Worker exiting' } as const;
    expect(
      outcome(machineReadable, { traffic: traffic(kit, { change: { lines: [...lines, worker] } }) }),
    ).toBe('pass');
  });
});

describe('what is said of unexpected errors', () => {
  test.each([
    ['a good report', withLoss(reported), ['pass', 'pass', 'pass']],
    ['no report', withLoss(), ['fail', 'inapplicable', 'inapplicable']],
    ['a report without id', withLoss(anonymous), ['pass', 'fail', 'pass']],
    ['three reports', withLoss(thrice), ['pass', 'pass', 'fail']],
    ['a trace in text', withLoss(traceback), ['pass', 'fail', 'inapplicable']],
    [
      'no dependency',
      withLoss(reported, { losses: [], noLoss: 'there is none' }),
      ['inapplicable', 'inapplicable', 'inapplicable'],
    ],
  ])('%s', (_title, facts, expected) => {
    expect([errorsLogged, withId, once].map((rule) => outcome(rule, facts))).toEqual(expected);
  });

  test('is nothing where reads work without the dependency', () => {
    const losses = traffic(kit).asked.slice(0, 1);
    expect(outcome(errorsLogged, withLoss(undefined, { losses }))).toBe('inapplicable');
  });
  test('may be in the line of the request itself', () => {
    const facts = { traffic: traffic(embedded) };
    expect([errorsLogged, withId].map((rule) => outcome(rule, facts))).toEqual(['pass', 'pass']);
  });
});

describe('levels-are-truthful', () => {
  test.each<[string, string, Logger]>([
    [
      'client errors at error',
      'fail',
      ofKit((line) => [{ ...line, level: Number(line['status']) >= 400 ? 'error' : 'info' }]),
    ],
    ['failures at info', 'fail', ofKit((line) => [{ ...line, level: 'info' }])],
    [
      'failures at warn',
      'pass',
      ofKit((line) => [{ ...line, level: Number(line['status']) >= 500 ? 'warn' : 'info' }]),
    ],
    ['no levels', 'inapplicable', ofKit(({ level: _level, ...line }) => [line])],
  ])('%s', (_title, expected, logger) => {
    expect(judged(levels, { traffic: traffic(logger) })).toMatchObject({ outcome: expected });
  });
});

describe('tell-what-the-client-saw', () => {
  test.each<[string, string, Logger]>([
    ['200 for everything', 'fail', (served) => kit({ ...served, status: 200 })],
    ['a tenth of the duration', 'fail', slowedBy(0.1)],
    ['ten times the duration', 'fail', slowedBy(10)],
    ['nanoseconds', 'pass', slowedBy(1e6)],
    ['nothing', 'inapplicable', silent],
  ])('%s', (_title, expected, logger) => {
    expect(judged(truth, { traffic: traffic(logger) })).toMatchObject({ outcome: expected });
  });
  test('may be wrong once', () => {
    expect(outcome(truth, { traffic: traffic(hasty) })).toBe('pass');
  });
  test('is unclear when only the body was slow and the clock begins behind it', () => {
    const { slow } = traffic(slowedBy(0.003));
    const change = { slow: slow.map((one) => ({ ...one, by: 'body' as const })) };
    expect(outcome(truth, { traffic: traffic(slowedBy(0.003), { change }) })).toBe('unclear');
  });
});

test.each<[string, string, (time: number) => unknown]>([
  ['local time without a zone', 'fail', (time) => new Date(time).toISOString().slice(0, -1)],
  ['an hour off', 'fail', (time) => new Date(time + 3_600_000).toISOString()],
  ['an offset', 'pass', (time) => new Date(time + 3_600_000).toISOString().replace('Z', '+01:00')],
  ['epoch seconds', 'pass', (time) => time / 1000],
  ['epoch nanoseconds in a string', 'pass', (time) => `${time}000000`],
  ['no time', 'inapplicable', () => undefined],
])('timestamps-have-a-zone: %s', (_title, expected, write) => {
  const logger: Logger = (served) => kit(served).map((line) => ({ ...line, time: write(served.time) }));
  expect(judged(zone, { traffic: traffic(logger) })).toMatchObject({ outcome: expected });
});

test.each([
  ['nothing of it', 'pass', 'a line'],
  ['a secret', 'fail', '{"headers":{"authorization":"Bearer Sw1secret"}}'],
  ['the password of the database', 'fail', 'connecting to postgres://app:hunter22@127.0.0.1:45123/app'],
  ['a hidden password', 'pass', 'connecting to postgres://app:***@127.0.0.1:45123/app'],
  ['a URL of something else', 'pass', 'see https://user:name@example.com:443/'],
])('keep-secrets-out: %s', (_title, expected, text) => {
  expect(outcome(noSecrets, { traffic: traffic(() => [text]) })).toBe(expected);
});

test('keep-secrets-out says nothing about a service that logs nothing', () => {
  expect(outcome(noSecrets, { traffic: traffic(silent) })).toBe('inapplicable');
});

test.each([
  ['escaped', 'pass', String.raw`{"path":"/sw\r\nswtoken{\"level\""}`],
  ['at the beginning of a line', 'fail', 'swtoken{"level":"error","msg":"forged"}'],
  ['behind a raw terminal code', 'fail', 'GET /sw \u001b[31mswtoken'],
  ['inside a line', 'pass', 'GET /sw swtoken'],
])('cannot-be-forged: %s', (_title, expected, text) => {
  const lines = [{ kind: 'log', stream: 'stdout', at: 1, text }];
  expect(outcome(notForged, { forge: { token: 'swtoken', exchanges: [], lines } })).toBe(expected);
});

test('cannot-be-forged says nothing about a log that repeats nothing', () => {
  expect(outcome(notForged, { forge: { token: 'swtoken', exchanges: [], lines: [] } })).toBe('inapplicable');
});

describe('arrive-at-once', () => {
  test.each([
    ['pass', late(1500, 16)],
    ['pass', late(5000, 2)],
    ['fail', late(5000, 3)],
    ['inapplicable', traffic(silent)],
  ])('%s', (expected, facts) => {
    expect(outcome(atOnce, { traffic: facts })).toBe(expected);
  });
});

describe('keep-the-last-lines', () => {
  const mark = 'ffffffff-0000-4000-8000-000000000000';
  const last = answer(201, {}, {}, { method: 'POST', path: '/users', headers: { 'X-Request-ID': mark } });
  const stop = (text: string | undefined, more: object = {}) => ({
    requests: [last],
    exit: { kind: 'exit', code: 0, signal: null, at: 1, afterSignal: 1 },
    logs: text === undefined ? [] : [{ kind: 'log', stream: 'stdout', at: 1, text }],
    ...more,
  });
  test.each([
    ['pass', kit, stop(`{"requestId":"${mark}","method":"POST","path":"/users","status":201}`)],
    ['pass', TEXT_LOGGERS.uvicorn, stop('INFO:     127.0.0.1:40001 - "POST /users HTTP/1.1" 201 Created')],
    ['fail', kit, stop(undefined)],
    ['unclear', kit, stop(undefined, { exit: null })],
    ['inapplicable', kit, stop(undefined, { requests: [] })],
    ['inapplicable', silent, stop(undefined)],
  ])('%s', (expected, logger, facts) => {
    expect(judged(lastLines, { traffic: traffic(logger), stop: facts })).toMatchObject({ outcome: expected });
  });
});
