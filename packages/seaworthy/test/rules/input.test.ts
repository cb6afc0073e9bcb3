import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/engine/evidence.ts';
import bounded from '../../src/rules/input/collections-are-bounded.ts';
import nesting from '../../src/rules/input/deep-nesting-is-no-5xx.ts';
import noSecrets from '../../src/rules/input/echoes-no-secrets.ts';
import parameters from '../../src/rules/input/hostile-parameters-are-no-5xx.ts';
import values from '../../src/rules/input/hostile-values-are-no-5xx.ts';
import namesAll from '../../src/rules/input/names-every-bad-field.ts';
import namesOne from '../../src/rules/input/names-the-bad-field.ts';
import refuses from '../../src/rules/input/refuses-invalid-fields.ts';
import unknownFields from '../../src/rules/input/unknown-fields-do-not-become-data.ts';
import { answer, judged, lost, outcome } from './written.ts';

const pair = (exchange: Exchange) => ({ fields: ['email', 'name'], how: 'missing', exchange });
const attempts = (exchanges: Exchange[], more: object = {}) => ({
  tried: exchanges.map((exchange, i) => ({ name: `no. ${i}`, exchange })),
  worksAfter: true,
  stopped: false,
  ...more,
});
const page = (exchange: Exchange, items = 20, more = false) => ({ exchange, items, bytes: 2000, more });
const pages = (huge: object, odd = [answer(400), answer(400)]) => ({
  pages: { asked: 'GET /users, limit', huge, odd },
});

const broken = (field: string, exchange: Exchange, certain = true) => ({
  field,
  how: 'missing',
  certain,
  exchange,
});

describe('refuses-invalid-fields', () => {
  test.each([
    ['pass', [broken('name', answer(400))]],
    ['pass', [broken('name', answer(422)), broken('note', answer(201), false)]],
    ['fail', [broken('name', answer(400)), broken('email', answer(201))]],
    ['fail', [broken('name', answer(500), false)]],
    ['unclear', [broken('name', answer(429))]],
    ['inapplicable', [broken('name', answer(201), false)]],
    ['inapplicable', []],
  ])('%s', (expected, fields) => {
    expect(outcome(refuses, { broken: { fields } })).toBe(expected);
  });

  test('says which field was taken', () => {
    expect(judged(refuses, { broken: { fields: [broken('email', answer(201))] } })).toMatchObject({
      expected: '400 or 422 for email (required, but missing)',
      actual: '201 without a body',
    });
  });
});

describe('names-the-bad-field', () => {
  test.each([
    ['pass', [broken('firstName', answer(400, { detail: 'first_name is missing' }))]],
    ['pass', [broken('a', answer(400, { errors: ['a'] })), broken('email', answer(400))]],
    ['fail', [broken('email', answer(422, { detail: 'Bad request' }))]],
    ['inapplicable', [broken('email', answer(201)), broken('email', answer(403))]],
  ])('%s', (expected, fields) => {
    expect(outcome(namesOne, { broken: { fields } })).toBe(expected);
  });
});

describe('names-every-bad-field', () => {
  const alone = ['email', 'name'].map((field) => broken(field, answer(400, { field })));
  test.each([
    ['pass', { fields: alone, pair: pair(answer(400, ['email', 'name'])) }],
    ['fail', { fields: alone, pair: pair(answer(400, ['email'])) }],
    ['unclear', { fields: alone, pair: pair(answer(429)) }],
    ['inapplicable', { fields: alone }],
    [
      'inapplicable',
      { fields: [alone[0], broken('name', answer(400, {}))], pair: pair(answer(400, ['email'])) },
    ],
  ])('%s', (expected, facts) => {
    expect(outcome(namesAll, { broken: facts })).toBe(expected);
  });
});

describe('echoes-no-secrets', () => {
  test.each([
    ['pass', [answer(400, { detail: 'No' })]],
    ['fail', [answer(400, {}), answer(422, { input: { password: 'Sw1!abc' } })]],
    ['inapplicable', [answer(201, { password: 'Sw1!abc' })]],
  ])('%s', (expected, answers) => {
    expect(outcome(noSecrets, { sent: { canary: 'Sw1!abc', answers } })).toBe(expected);
  });
});

describe('hostile values, parameters and nesting', () => {
  test.each([
    ['pass', attempts([answer(201), answer(400), answer(501)])],
    ['fail', attempts([answer(400), answer(500)])],
    ['fail', attempts([lost('ECONNRESET')], { stopped: true, worksAfter: false })],
    ['fail', attempts([lost('EOF')], { stopped: true })],
    ['unclear', attempts([lost('ECONNRESET')], { stopped: true })],
    ['unclear', attempts([lost('TIMEOUT')], { stopped: true, worksAfter: false })],
    ['unclear', attempts([lost('ECONNREFUSED', { connected: false })], { stopped: true, worksAfter: false })],
    ['unclear', attempts([answer(400)], { worksAfter: false })],
    ['inapplicable', attempts([])],
  ])('%s', (expected, facts) => {
    expect(outcome(values, { hostile: { values: facts } })).toBe(expected);
    expect(outcome(nesting, { hostile: { nested: facts } })).toBe(expected);
    expect(outcome(parameters, { attempts: facts })).toBe(expected);
  });

  test('say what was sent and what came', () => {
    expect(judged(values, { hostile: { values: attempts([answer(500), answer(502)]) } })).toMatchObject({
      actual: 'no. 0: 500 without a body; no. 1: 502 without a body',
    });
  });
});

describe('unknown-fields-do-not-become-data', () => {
  const good = {
    sent: { role: 'sw-1' },
    answer: answer(201, { id: 1 }),
    polluting: { seaworthy: 'sw-2' },
    polluted: answer(400),
    after: answer(201, { id: 2 }),
    open: false,
  };
  test.each([
    ['pass', {}],
    ['pass', { answer: answer(400, { detail: 'unknown: role sw-1' }) }],
    ['fail', { answer: answer(201, { role: 'sw-1' }) }],
    ['fail', { stored: answer(200, { role: 'sw-1' }) }],
    ['fail', { after: answer(201, { id: 2, seaworthy: 'sw-2' }) }],
    ['fail', { open: true, after: answer(201, { seaworthy: 'sw-2' }) }],
    ['unclear', { answer: answer(500) }],
    ['inapplicable', { open: true, answer: answer(201, { role: 'sw-1' }) }],
    ['inapplicable', { answer: answer(204) }],
  ])('%s', (expected, change) => {
    expect(outcome(unknownFields, { unknown: { ...good, ...change } })).toBe(expected);
  });
});

describe('collections-are-bounded', () => {
  test.each([
    ['pass', pages(page(answer(400)))],
    ['pass', pages(page(answer(200, []), 100, true))],
    ['fail', pages(page(answer(200, []), 20_000))],
    ['fail', pages({ ...page(answer(200, [])), bytes: 11 * 1024 * 1024 })],
    ['fail', pages(page(answer(400)), [answer(500)])],
    ['unclear', pages(page(answer(429)))],
    ['inapplicable', pages(page(answer(200, []), 3))],
    ['inapplicable', { pages: { odd: [] } }],
  ])('%s', (expected, facts) => {
    expect(outcome(bounded, facts)).toBe(expected);
  });
});
