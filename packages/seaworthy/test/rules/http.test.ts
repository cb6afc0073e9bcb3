import { describe, expect, test } from 'vitest';
import allow from '../../src/rules/http/405-names-allowed-methods.ts';
import contentType from '../../src/rules/http/content-type-is-true.ts';
import head from '../../src/rules/http/head-works-like-get.ts';
import accept from '../../src/rules/http/unacceptable-accept-is-no-5xx.ts';
import mediaType from '../../src/rules/http/unsupported-media-type-is-refused.ts';
import is405 from '../../src/rules/http/wrong-method-is-405.ts';
import refused from '../../src/rules/http/wrong-method-is-refused.ts';
import { answer, judged, outcome } from './written.ts';

const typed = (type: string, body: string) => answer(200, body, { 'content-type': type });

describe('a wrong method (refused, 405, Allow)', () => {
  test.each([
    [answer(405, '', { allow: 'GET' }), ['pass', 'pass', 'pass']],
    [answer(405, '', { allow: '' }), ['pass', 'pass', 'pass']],
    [answer(405), ['pass', 'pass', 'fail']],
    [answer(404), ['pass', 'fail', 'inapplicable']],
    [answer(501), ['pass', 'pass', 'inapplicable']],
    [answer(401), ['pass', 'inapplicable', 'inapplicable']],
    [answer(200), ['fail', 'inapplicable', 'inapplicable']],
    [answer(500), ['fail', 'inapplicable', 'inapplicable']],
    [answer(207), ['inapplicable', 'inapplicable', 'inapplicable']],
    [answer(302), ['unclear', 'inapplicable', 'inapplicable']],
    [answer(503), ['unclear', 'inapplicable', 'inapplicable']],
  ])('%#', (exchange, expected) => {
    expect([refused, is405, allow].map((rule) => outcome(rule, { answer: exchange }))).toEqual(expected);
  });
});

describe('head-works-like-get', () => {
  test.each([
    ['pass', answer(200)],
    ['fail', answer(405)],
    ['fail', answer(204)],
    ['fail', answer(200, 'body')],
    ['unclear', answer(503)],
  ])('%s', (expected, exchange) => {
    expect(outcome(head, { asked: { read: answer(200, {}), head: exchange } })).toBe(expected);
  });
});

describe('unsupported-media-type-is-refused', () => {
  const good = { text: answer(415), xml: answer(415), untyped: answer(201), encoded: answer(201) };
  test.each([
    ['pass', {}],
    ['pass', { text: answer(400), xml: answer(422), untyped: answer(415), encoded: answer(415) }],
    ['fail', { text: answer(201) }],
    ['fail', { untyped: answer(500) }],
    ['fail', { encoded: answer(500) }],
    ['unclear', { xml: answer(429) }],
    ['unclear', { xml: answer(503) }],
  ])('%s', (expected, sent) => {
    expect(outcome(mediaType, { sent: { ...good, ...sent } })).toBe(expected);
  });

  test('says which body was taken', () => {
    const text = answer(201, '', {}, { headers: { 'Content-Type': 'text/plain' } });
    expect(judged(mediaType, { sent: { ...good, text } })).toMatchObject({
      actual: '201 without a body for a body with Content-Type: text/plain',
    });
  });
});

describe('unacceptable-accept-is-no-5xx', () => {
  test.each([
    ['pass', [answer(200), answer(406), answer(400)]],
    ['fail', [answer(200), answer(500)]],
    ['unclear', [answer(503)]],
  ])('%s', (expected, answers) => {
    expect(outcome(accept, { answers })).toBe(expected);
  });
});

describe('content-type-is-true', () => {
  test.each([
    ['pass', typed('application/json; charset=utf-8', '{}')],
    ['pass', typed('text/html', '<p>{}')],
    ['pass', typed('application/x-ndjson', '{}\n{}')],
    ['pass', typed('text/plain', '{}')],
    ['fail', typed('text/html', '{"a":1}')],
    ['fail', typed('application/problem+json', 'Bad Request')],
    ['fail', answer(200, 'text')],
    ['inapplicable', answer(204)],
    [
      'inapplicable',
      answer(200, '\u001f\u008b', { 'content-encoding': 'gzip', 'content-type': 'application/json' }),
    ],
  ])('%s', (expected, exchange) => {
    const collected = { errors: [{ by: 'x', exchange }], good: [], canaries: [] };
    expect(outcome(contentType, { collected })).toBe(expected);
  });
});
