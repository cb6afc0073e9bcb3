import { describe, expect, test } from 'vitest';
import bounds from '../../src/rules/wire/bounds-the-head.ts';
import framing from '../../src/rules/wire/refuses-invalid-framing.ts';
import both from '../../src/rules/wire/refuses-length-with-chunked.ts';
import fields from '../../src/rules/wire/refuses-malformed-fields.ts';
import host from '../../src/rules/wire/requires-one-host.ts';
import inStep from '../../src/rules/wire/stays-in-step-after-unread-bodies.ts';
import survives from '../../src/rules/wire/survives-garbage.ts';
import longTargets from '../../src/rules/wire/takes-ordinary-long-targets.ts';
import { outcome } from './written.ts';

/** Statuses, and how the server ended the connection. */
const raw = (statuses: number[], ended: string | null = null) => ({
  what: 'it',
  sent: '',
  statuses,
  ended,
  received: '',
});
const cut = raw([], 'ECONNRESET');
const broken = (change: object, worksAfter = true) => ({
  broken: {
    both: [],
    framing: [],
    spaceBeforeColon: [],
    fields: [],
    hosts: [],
    unread: [],
    worksAfter,
    ...change,
  },
});

test.each([
  ['400', 'pass', raw([400], 'FIN')],
  ['one answer, then closed', 'pass', raw([422], 'FIN')],
  ['closed at once', 'pass', cut],
  ['two answers', 'fail', raw([422, 200])],
])('refuses-length-with-chunked: %s', (_title, expected, answer) => {
  expect(outcome(both, broken({ both: [answer] }))).toBe(expected);
});

test.each([
  ['400', 'pass', raw([400], 'FIN')],
  ['501', 'pass', raw([501])],
  ['closed', 'pass', cut],
  ['still waiting', 'pass', raw([])],
  ['500', 'fail', raw([500])],
  ['200', 'fail', raw([200])],
])('refuses-invalid-framing: %s', (_title, expected, answer) => {
  expect(outcome(framing, broken({ framing: [answer] }))).toBe(expected);
});

test.each([
  ['both refused', 'pass', raw([400]), raw([400])],
  ['a NUL replaced', 'pass', raw([400]), raw([200])],
  ['a space before the colon taken', 'fail', raw([200]), raw([400])],
  ['500 for a NUL', 'fail', raw([400]), raw([500])],
])('refuses-malformed-fields: %s', (_title, expected, space, other) => {
  expect(outcome(fields, broken({ spaceBeforeColon: [space], fields: [other] }))).toBe(expected);
});

test.each([
  ['refused', 'pass', raw([400])],
  ['421', 'pass', raw([421])],
  ['taken', 'fail', raw([200])],
])('requires-one-host: %s', (_title, expected, answer) => {
  expect(outcome(host, broken({ hosts: [answer] }))).toBe(expected);
});

test.each([
  ['in step', 'pass', raw([200, 200])],
  ['closed after the first', 'pass', raw([404], 'FIN')],
  ['refused', 'pass', raw([400], 'FIN')],
  ['the body answered too', 'fail', raw([200, 200, 200])],
  ['the body read as a request', 'fail', raw([200, 400], 'FIN')],
  ['silent', 'unclear', raw([200])],
])('stays-in-step-after-unread-bodies: %s', (_title, expected, answer) => {
  expect(outcome(inStep, broken({ unread: [answer] }))).toBe(expected);
});

test.each([framing, fields, host, inStep])('%o says nothing about a service that was gone', (rule) => {
  const good = [raw([400], 'FIN')];
  const facts = { framing: good, spaceBeforeColon: good, fields: good, hosts: good, unread: good };
  expect(outcome(rule, broken(facts, false))).toBe('unclear');
});

describe('heads', () => {
  const heads = (change: object) => ({
    heads: {
      fields: [raw([431])],
      targets: [raw([414])],
      short: raw([200]),
      long: raw([200]),
      worksAfter: true,
      ...change,
    },
  });
  test.each([
    ['refused', 'pass', {}],
    ['closed', 'pass', { fields: [cut] }],
    ['refused at 2 MiB', 'pass', { fields: [raw([200]), raw([431])] }],
    ['unbounded', 'fail', { fields: [raw([200]), raw([200])] }],
    ['500', 'fail', { targets: [raw([500])] }],
    ['gone', 'unclear', { worksAfter: false }],
  ])('bounds-the-head: %s', (_title, expected, change) => {
    expect(outcome(bounds, heads(change))).toBe(expected);
  });
  test.each([
    ['served', 'pass', {}],
    ['refused', 'fail', { long: raw([414]) }],
    ['closed', 'fail', { long: cut }],
    ['even the short one is refused', 'unclear', { short: raw([400]), long: raw([400]) }],
    ['something else', 'unclear', { long: raw([404]) }],
    ['silent', 'unclear', { long: raw([]) }],
  ])('takes-ordinary-long-targets: %s', (_title, expected, change) => {
    expect(outcome(longTargets, heads(change))).toBe(expected);
  });
});

test.each([
  ['alive', 'pass', { brokenBy: null, exit: null }],
  ['dumb', 'fail', { brokenBy: 'zeros', exit: null }],
  [
    'dead',
    'fail',
    { brokenBy: 'zeros', exit: { kind: 'exit', code: 1, signal: null, at: 1, afterSignal: null } },
  ],
])('survives-garbage: %s', (_title, expected, facts) => {
  expect(outcome(survives, { garbage: { answers: [raw([400])], ...facts } })).toBe(expected);
});
