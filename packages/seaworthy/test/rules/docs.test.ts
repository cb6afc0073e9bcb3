import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/engine/evidence.ts';
import exist from '../../src/rules/docs/documented-routes-exist.ts';
import idempotency from '../../src/rules/docs/idempotency-key-is-honoured.ts';
import valid from '../../src/rules/docs/openapi-is-valid.ts';
import { answer, judged, lost, outcome } from './written.ts';

const tried = (exchange: Exchange, mayBeMissing = false) => ({ exchange, mayBeMissing });

describe('openapi-is-valid', () => {
  test.each([
    ['pass', { place: '/openapi.json', version: '3.1.0', faults: [] }],
    ['fail', { place: '/openapi.json', version: '3.1.0', faults: ['info.title: expected text'] }],
    ['inapplicable', { place: '/openapi.yaml', faults: [] }],
    ['unclear', { place: '/openapi.json', version: '3.1.0' }],
  ])('%s', (expected, document) => {
    expect(outcome(valid, { document })).toBe(expected);
  });

  test('tells the first three faults and counts the rest', () => {
    const document = { place: '/x', version: '3.1.0', faults: ['a', 'b', 'c', 'd', 'e'] };
    expect(judged(valid, { document })).toMatchObject({ actual: 'a; b; c; and 2 more' });
  });
});

describe('documented-routes-exist', () => {
  test.each([
    ['pass', [tried(answer(200)), tried(answer(401)), tried(answer(404), true)]],
    ['fail', [tried(answer(200)), tried(answer(404))]],
    ['fail', [tried(answer(200)), tried(answer(405), true)]],
    ['unclear', [tried(answer(404)), tried(answer(404), true)]],
    ['inapplicable', [tried(lost('TIMEOUT'))]],
    ['inapplicable', []],
  ])('%s', (expected, routes) => {
    expect(outcome(exist, { routes: { tried: routes } })).toBe(expected);
  });
});

describe('idempotency-key-is-honoured', () => {
  const first = answer(201, { id: 1, at: 1 }, { location: '/users/1' });
  const second = answer(201, { id: 2 }, { location: '/users/2' });
  test.each([
    ['pass', { first, again: answer(201, { id: 1, at: 2 }, { location: '/users/1' }), other: answer(422) }],
    ['pass', { first, again: first, other: answer(409) }],
    ['pass', { first, again: first, other: first }],
    ['fail', { first, again: second, other: answer(422) }],
    ['fail', { first, again: answer(409), other: answer(422) }],
    ['fail', { first, again: first, other: second }],
    ['unclear', { first, again: answer(503), other: answer(422) }],
  ])('%s', (expected, writes) => {
    expect(outcome(idempotency, { writes: { documented: true, ...writes } })).toBe(expected);
  });

  test('is inapplicable when the key is not documented', () => {
    expect(outcome(idempotency, { writes: { documented: false } })).toBe('inapplicable');
  });
});
