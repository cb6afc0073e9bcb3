import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/engine/evidence.ts';
import continues from '../../src/rules/request-id/continues-the-trace.ts';
import ignores from '../../src/rules/request-id/ignores-an-invalid-trace.ts';
import isKept from '../../src/rules/request-id/is-kept.ts';
import onEvery from '../../src/rules/request-id/is-on-every-response.ts';
import isSanitised from '../../src/rules/request-id/is-sanitised.ts';
import isUnique from '../../src/rules/request-id/is-unique.ts';
import { answer, judged, lost, outcome } from './written.ts';

const withId = (id: string, status = 200, name = 'x-request-id'): Exchange =>
  answer(status, {}, { [name]: id });
const ok = withId('a1');

const ids = (count: number, prefix: string): string[] => Array.from({ length: count }, (_, i) => prefix + i);
const log = (text: string) => ({ kind: 'log', stream: 'stdout', at: 1, text });

test.each([
  ['on all of them', 'pass', [ok], [withId('a2', 404), withId('a3', 500)]],
  ['under another name', 'pass', [withId('a', 200, 'x-correlation-id')], []],
  ['as a trace', 'pass', [withId('00-a-b-01', 200, 'traceresponse')], []],
  ['on successes only', 'fail', [ok], [answer(404)]],
  ['on none', 'fail', [answer(200)], [answer(404)]],
  ['not on what the server itself refused', 'pass', [ok], [answer(501)]],
  ['nothing was answered', 'unclear', [], []],
])('is-on-every-response: %s', (_title, expected, good, errors) => {
  const collected = { good, errors: errors.map((exchange) => ({ by: 'an error', exchange })), canaries: [] };
  expect(outcome(onEvery, { collected })).toBe(expected);
});

test.each([
  ['kept', 'pass', ok, [withId('one'), withId('two')]],
  ['kept by another header', 'pass', ok, [withId('one', 200, 'x-correlation-id'), withId('two')]],
  ['replaced', 'fail', ok, [withId('one'), withId('other')]],
  ['gone', 'fail', ok, [withId('one'), answer(200)]],
  ['no ids at all', 'inapplicable', answer(200), [answer(200), answer(200)]],
  ['only traces', 'inapplicable', withId('00-a-b-01', 200, 'traceresponse'), [answer(200), answer(200)]],
  ['too many requests', 'unclear', ok, [withId('one'), answer(429)]],
  ['no answer', 'unclear', ok, [withId('one'), lost('ECONNRESET')]],
])('is-kept: %s', (_title, expected, without, [one, two]) => {
  const valid = [
    { id: 'one', exchange: one },
    { id: 'two', exchange: two },
  ];
  expect(outcome(isKept, { sent: { without, valid, hostile: [], worksAfter: true } })).toBe(expected);
});

describe('is-sanitised', () => {
  test.each([
    ['replaced', 'pass', ok, withId('b2')],
    ['refused', 'pass', ok, answer(400)],
    ['refused by the server, which has no ids', 'pass', ok, answer(431)],
    ['cut', 'pass', ok, withId('x'.repeat(255))],
    ['too long', 'fail', ok, withId('x'.repeat(256))],
    ['repeated as markup', 'fail', ok, withId('"><script>')],
    ['repeated with control characters', 'fail', ok, withId('a\tb')],
    ['made into a header', 'fail', ok, answer(200, {}, { 'x-request-id': 'a', 'x-sw-injected': '1' })],
    ['500', 'fail', ok, withId('b2', 500)],
    ['500 of a service without ids', 'fail', answer(200), answer(500)],
    ['no ids at all', 'inapplicable', answer(200), answer(200)],
  ])('%s', (_title, expected, without, exchange) => {
    const sent = { without, valid: [], hostile: [{ what: 'something', exchange }], worksAfter: true };
    expect(outcome(isSanitised, { sent })).toBe(expected);
  });

  test('is unclear when the service was gone afterwards', () => {
    const sent = {
      without: ok,
      valid: [],
      hostile: [{ what: 'something', exchange: ok }],
      worksAfter: false,
    };
    expect(outcome(isSanitised, { sent })).toBe('unclear');
  });
});

describe('is-unique', () => {
  test.each([
    ['random', 'pass', [ids(300, 'a'), ids(50, 'b')]],
    ['again after the restart', 'fail', [ids(300, 'req-'), ids(50, 'req-')]],
    ['twice in one process', 'fail', [['a', 'a', ...ids(300, 'b')], ids(50, 'c')]],
    ['none', 'inapplicable', [[null, null], [null]]],
    ['too few', 'unclear', [ids(300, 'a'), [...ids(3, 'b'), null]]],
  ])('%s', (_title, expected, processes) => {
    expect(outcome(isUnique, { collected: { processes, repeated: [] } })).toBe(expected);
  });

  test('says which one came before', () => {
    const verdict = judged(isUnique, {
      collected: { processes: [ids(30, 'req-'), ids(30, 'req-')], repeated: [] },
    });
    expect(verdict).toMatchObject({ actual: '30 that came before, such as req-0' });
  });
});

describe('traces', () => {
  const good = 'a'.repeat(32);
  const bad = 'b'.repeat(32);
  const seen = (lines: object[], invalid = answer(200), valid = answer(200)) => ({
    sent: {
      baseline: answer(200),
      valid: [{ traceId: good, exchange: valid }],
      invalid: [{ what: 'version ff', traceId: bad, exchange: invalid }],
      lines,
    },
  });
  const continued = log(`{"traceId":"${good}"}`);

  test.each([
    ['in the log', 'pass', seen([continued])],
    ['in the answer', 'pass', seen([], answer(200), answer(200, {}, { traceresponse: `00-${good}-b-01` }))],
    ['nowhere', 'fail', seen([])],
  ])('continues-the-trace: %s', (_title, expected, facts) => {
    expect(outcome(continues, facts)).toBe(expected);
  });

  test.each([
    ['ignored', 'pass', seen([continued])],
    ['taken over', 'fail', seen([continued, log(`{"traceId":"${bad}"}`)])],
    ['taken over in logfmt', 'fail', seen([continued, log(`level=info trace_id=${bad}`)])],
    [
      'repeated as the header that it was',
      'pass',
      seen([continued, log(`{"traceparent":"ff-${bad}-c-01"}`)]),
    ],
    ['answered 500', 'fail', seen([continued], answer(500))],
    ['not answered', 'unclear', seen([continued], lost('TIMEOUT'))],
    ['no trace is continued', 'inapplicable', seen([])],
  ])('ignores-an-invalid-trace: %s', (_title, expected, facts) => {
    expect(outcome(ignores, facts)).toBe(expected);
  });
});
