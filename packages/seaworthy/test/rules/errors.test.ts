import { describe, expect, test } from 'vitest';
import bodyStatus from '../../src/rules/errors/body-status-matches.ts';
import noInternals from '../../src/rules/errors/expose-no-internals.ts';
import neverSuccess from '../../src/rules/errors/failure-is-never-success.ts';
import malformed from '../../src/rules/errors/malformed-json-is-400.ts';
import wellFormed from '../../src/rules/errors/problems-are-well-formed.ts';
import oneShape from '../../src/rules/errors/share-one-shape.ts';
import answered from '../../src/rules/errors/unexpected-error-is-answered.ts';
import survived from '../../src/rules/errors/unexpected-error-is-survived.ts';
import is404 from '../../src/rules/errors/unknown-route-is-404.ts';
import readable from '../../src/rules/errors/unknown-route-is-machine-readable.ts';
import problemJson from '../../src/rules/errors/uses-problem-json.ts';
import type { Exchange } from '../../src/engine/evidence.ts';
import { answer, judged, lost, outcome } from './written.ts';

const failure = (exchanges: Exchange[], alive = true) => ({ failure: { exchanges, alive, exit: null } });

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };
const problem = (status: number, more: object = {}): Exchange =>
  answer(status, { title: 'No', status, ...more });

function collected(...exchanges: Exchange[]) {
  const errors = exchanges.map((exchange, i) => ({ by: `error ${i}`, exchange }));
  return { collected: { errors, good: [], canaries: [45_123] } };
}

describe('unknown-route-is-404', () => {
  test.each([
    ['pass', [answer(404), answer(404)]],
    ['fail', [answer(404), answer(200, '<html>', HTML)]],
    ['fail', [answer(500), answer(500)]],
    ['inapplicable', [answer(401), answer(403)]],
    ['unclear', [answer(404), answer(429)]],
  ])('%s', (expected, answers) => {
    expect(outcome(is404, { unknown: { answers, api: true } })).toBe(expected);
  });
});

describe('unknown-route-is-machine-readable', () => {
  test.each([
    ['pass', answer(404, {}), true],
    ['pass', answer(404, '<e/>', { 'content-type': 'application/xml' }), true],
    ['fail', answer(404, '<html>', HTML), true],
    ['fail', answer(404, 'Not Found', { 'content-type': 'text/plain' }), true],
    ['fail', answer(404, '', JSON_TYPE), true],
    ['inapplicable', answer(404, '<html>', HTML), false],
    ['inapplicable', answer(200, '<html>', HTML), true],
  ])('%s', (expected, exchange, api) => {
    expect(outcome(readable, { unknown: { answers: [exchange, exchange], api } })).toBe(expected);
  });
});

describe('uses-problem-json', () => {
  test.each([
    ['pass', [problem(404), answer(400, '<p/>', { 'content-type': 'application/problem+xml' })]],
    ['fail', [problem(404), answer(413, '<html>', HTML)]],
    ['fail', [answer(400, '')]],
    ['inapplicable', []],
  ])('%s', (expected, exchanges) => {
    expect(outcome(problemJson, collected(...exchanges))).toBe(expected);
  });
});

describe('problems-are-well-formed', () => {
  test.each([
    ['pass', problem(400, { type: '/errors/x', detail: 'd', errors: [1] })],
    ['pass', answer(400, {})],
    ['fail', problem(400, { title: 7 })],
    ['fail', problem(400, { status: '400' })],
    ['fail', problem(400, { detail: [{ msg: 'x' }] })],
    ['fail', answer(400, 'nothing', { 'content-type': 'application/problem+json' })],
    ['inapplicable', answer(400, '{"status":"400"}', JSON_TYPE)],
  ])('%s', (expected, exchange) => {
    expect(outcome(wellFormed, collected(exchange))).toBe(expected);
  });
});

describe('body-status-matches', () => {
  test.each([
    ['pass', answer(404, { statusCode: 404, code: 'NOT_FOUND' })],
    ['pass', answer(404, { error: { code: 404, status: 'NOT_FOUND' } })],
    ['fail', problem(404, { status: 500 })],
    ['fail', answer(400, { error: { status: 422 } })],
    ['inapplicable', answer(400, { code: 40_001, error: null })],
    ['inapplicable', answer(400, '<html>', HTML)],
  ])('%s', (expected, exchange) => {
    expect(outcome(bodyStatus, collected(exchange))).toBe(expected);
  });
});

describe('share-one-shape', () => {
  const nest = (more: object) => answer(400, JSON.stringify({ statusCode: 400, ...more }), JSON_TYPE);
  test.each([
    ['pass', [problem(404), problem(400, { errors: [] })]],
    ['pass', [nest({ message: 'm' }), nest({ error: 'e' })]],
    ['pass', [answer(404, '<html>', HTML), answer(400, '<html>', HTML)]],
    ['fail', [problem(404), answer(400, '{"message":"m"}', JSON_TYPE)]],
    ['fail', [problem(404), answer(400)]],
    ['fail', [answer(404, { a: 1, b: 2 }), answer(400, { b: 1, c: 2 }), answer(413, { a: 1, c: 1 })]],
    ['inapplicable', [problem(404)]],
  ])('%s', (expected, exchanges) => {
    expect(outcome(oneShape, collected(...exchanges))).toBe(expected);
  });

  test('says which error has which type', () => {
    expect(
      judged(oneShape, collected(problem(404), answer(413, '<html>', HTML), problem(400))),
    ).toMatchObject({
      actual: 'error 0, error 2: application/problem+json; error 1: text/html',
    });
  });
});

describe('unexpected-error-is-answered and -survived', () => {
  test.each([
    ['pass', 'pass', failure([problem(500), answer(200)])],
    ['fail', 'pass', failure([lost('EOF')])],
    ['fail', 'pass', failure([lost('TIMEOUT'), problem(503)])],
    ['fail', 'fail', failure([lost('ECONNRESET')], false)],
    ['inapplicable', 'inapplicable', failure([answer(200)])],
    ['unclear', 'fail', failure([lost('ECONNREFUSED', { sent: false })], false)],
  ])('%s, %s', (first, second, facts) => {
    expect([outcome(answered, facts), outcome(survived, facts)]).toEqual([first, second]);
  });
});

describe('expose-no-internals', () => {
  const stack = 'Error: x\n    at a (/srv/app/a.js:1:2)\n    at b (node:internal/b:3:4)';
  test.each([
    ['pass', problem(500)],
    ['pass', problem(500, { detail: 'connection refused' })],
    ['pass', problem(500, { durationMs: 45_123 })],
    ['fail', problem(500, { detail: 'connect to 127.0.0.1:45123' })],
    ['fail', answer(500, 'server at "127.0.0.1", port 45123 failed')],
    ['fail', problem(500, { detail: stack })],
    ['fail', answer(400, 'File "/app/x.py", line 3, in f\nFile "/app/y.py", line 4, in g')],
    ['fail', answer(500, 'sqlalchemy: ECONNREFUSED')],
    ['inapplicable', problem(404)],
  ])('%s', (expected, exchange) => {
    expect(outcome(noInternals, collected(exchange))).toBe(expected);
  });
});

describe('malformed-json-is-400', () => {
  test.each([
    ['pass', [answer(400), answer(422)]],
    ['fail', [answer(400), answer(500)]],
    ['fail', [answer(201)]],
    ['fail', [lost('ECONNRESET')]],
    ['unclear', [lost('TIMEOUT')]],
    ['unclear', [answer(401)]],
    ['unclear', [answer(503)]],
  ])('%s', (expected, exchanges) => {
    const tried = exchanges.map((exchange) => ({ name: 'cut off', exchange }));
    expect(outcome(malformed, { hostile: { malformed: { tried, worksAfter: true, stopped: false } } })).toBe(
      expected,
    );
  });
});

describe('failure-is-never-success', () => {
  test.each([
    ['pass', problem(400)],
    ['fail', answer(200, { success: false })],
    ['fail', answer(200, { errors: ['x'] })],
    ['fail', answer(201, { status: 'error' })],
    ['pass', answer(200, { errors: [], id: 1 })],
    ['pass', answer(200, { data: null, errors: ['x'] })],
    ['pass', answer(207, { errors: ['x'] })],
  ])('%s', (expected, exchange) => {
    const broken = { fields: [{ field: 'name', how: 'missing', certain: true, exchange }] };
    const unknown = { answers: [answer(404)], api: true };
    expect(outcome(neverSuccess, { broken, unknown })).toBe(expected);
  });

  test('is inapplicable when nothing was an error', () => {
    const unknown = { answers: [answer(200)], api: true };
    expect(outcome(neverSuccess, { broken: { fields: [] }, unknown })).toBe('inapplicable');
  });
});
