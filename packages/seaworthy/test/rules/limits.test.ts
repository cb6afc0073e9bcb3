import { describe, expect, test } from 'vitest';
import bodySize from '../../src/rules/limits/body-size.ts';
import decompression from '../../src/rules/limits/decompression.ts';
import idleConnections from '../../src/rules/limits/idle-connections-starve-nobody.ts';
import slowHeaders from '../../src/rules/limits/slow-headers.ts';
import slowHeadersBlockNobody from '../../src/rules/limits/slow-headers-block-nobody.ts';
import { ended, exited, judged } from './facts.ts';

const sent = (how: number | string, more = {}) => ({
  exchange: ended(how),
  rise: 1e6,
  exit: null,
  worksAfter: true,
  ...more,
});

describe('limits/body-size', () => {
  test.each([
    ['413', sent(413), 'pass'],
    ['400, as Django says it', sent(400), 'pass'],
    ['a closed connection', sent('ECONNRESET'), 'pass'],
    ['taken', sent(201), 'fail'],
    ['500', sent(500), 'fail'],
    ['the end of the process', sent('EOF', { exit: exited('SIGKILL') }), 'fail'],
    ['a service that works no more', sent('ECONNRESET', { worksAfter: false }), 'fail'],
    ['no answer in time', sent('TIMEOUT'), 'unclear'],
  ])('%s', (_title, announced, outcome) => {
    expect(judged(bodySize, { large: { size: 1, announced, chunked: sent(413) } }).outcome).toBe(outcome);
  });

  test('fails when only the announced length is looked at', () => {
    const large = { size: 1, announced: sent(413), chunked: sent(201) };
    expect(judged(bodySize, { large }).outcome).toBe('fail');
  });
});

const bombed = (how: number | string, more = {}) => ({
  size: 1,
  small: ended(201),
  bomb: ended(how),
  rise: 1e6,
  exit: null,
  worksAfter: true,
  ...more,
});
test.each([
  ['413', bombed(413), 'pass'],
  ['a closed connection', bombed('EOF'), 'pass'],
  ['taken', bombed(201), 'fail'],
  ['500', bombed(500), 'fail'],
  ['the end of the process', bombed('EOF', { exit: exited(1) }), 'fail'],
  ['no answer in time', bombed('TIMEOUT'), 'unclear'],
  ['no compressed bodies at all', { size: 1, small: ended(415) }, 'inapplicable'],
])('limits/decompression: %s', (_title, compressed, outcome) => {
  expect(judged(decompression, { compressed }).outcome).toBe(outcome);
});

test.each([
  ['408', { after: 10_000, received: 'HTTP/1.1 408 Request Timeout\r\n' }, 'pass'],
  ['closed', { after: 60_000, received: '', ended: 'FIN' }, 'pass'],
  ['still waiting', { after: null, received: '', ended: null }, 'fail'],
])('limits/slow-headers: %s', (_title, facts, outcome) => {
  expect(judged(slowHeaders, { drip: { longest: 120_000, lines: 24, ...facts } }).outcome).toBe(outcome);
});

describe.each([
  ['unfinished', slowHeadersBlockNobody],
  ['silent', idleConnections],
])('next to %s connections', (kind, rule) => {
  const crowd = (reads: unknown[], served: boolean) => ({
    budget: 1000,
    [kind]: { asked: 10, open: 10, reads, served, worksAfter: true },
  });
  test.each([
    ['served at once', crowd([ended(200)], true), 'pass'],
    ['served at the third attempt', crowd([ended('TIMEOUT'), ended('TIMEOUT'), ended(200)], true), 'pass'],
    ['never served', crowd([ended('TIMEOUT'), ended('TIMEOUT'), ended('TIMEOUT')], false), 'fail'],
  ])('%s', (_title, facts, outcome) => {
    expect(judged(rule, { crowd: facts }).outcome).toBe(outcome);
  });
});
