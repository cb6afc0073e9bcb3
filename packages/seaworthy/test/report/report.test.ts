import { expect, test } from 'vitest';
import { experiment } from '../../src/engine/experiment.ts';
import type { Finding as Judged } from '../../src/engine/judge.ts';
import { fail, inapplicable, pass, type Level, type Verdict } from '../../src/engine/rule.ts';
import { exitCode } from '../../src/report/exit-code.ts';
import { buildReport, type ReportInput } from '../../src/report/report.ts';
import { rule } from '../../src/rule.ts';

const look = experiment({ id: 'look', title: 'looks', subject: 'shared', run: async () => 1 });

function judged(
  id: `http/${string}`,
  verdict: Verdict | { outcome: 'broken'; reason: string },
  level: Level = 'must',
): Judged {
  const words = {
    owner: 'app',
    title: 'T',
    why: 'W',
    source: 'https://example.com',
    doNotFlag: 'N',
  } as const;
  const fix = { any: 'mend it', gin: 'mend Gin' };
  return {
    rule: rule({ ...words, id, level, fix, uses: { a: look, b: look }, judge: () => pass() }),
    verdict,
  };
}

const failed = fail({ expected: 'x', actual: 'y' });

function report(findings: Judged[], more: Partial<ReportInput> = {}) {
  return buildReport({
    tool: { name: 'seaworthy', version: '0.0.0' },
    service: { command: 'node .', started: 'on port 1' },
    startedAt: new Date('2030-06-15T23:00:00Z'),
    ms: 12.6,
    findings,
    observations: {},
    ...more,
  });
}

const acceptedUntil = (day: string) =>
  report([judged('http/a', failed)], { accept: { 'http/a': { reason: 'r', until: day } } });

test('a finding carries the words of its rule, so that no renderer has to load the rules', () => {
  const { findings, startedAt, ms } = report([judged('http/a', failed)], {
    service: { started: '', framework: 'gin' },
  });
  expect(findings).toEqual([
    {
      id: 'http/a',
      topic: 'http',
      level: 'must',
      owner: 'app',
      title: 'T',
      why: 'W',
      outcome: 'fail',
      expected: 'x',
      actual: 'y',
      evidence: [],
      fix: 'mend Gin',
      source: 'https://example.com',
      experiments: ['look'],
    },
  ]);
  expect({ startedAt, ms }).toEqual({ startedAt: '2030-06-15T23:00:00.000Z', ms: 13 });
});

test('only a must that fails, unaccepted and not in the baseline, makes the run fail', () => {
  const accept = { 'http/a': { reason: 'the edge does it' } };
  expect(exitCode(report([judged('http/a', failed)]))).toBe(1);
  expect(exitCode(report([judged('http/a', failed, 'should'), judged('http/b', pass())]))).toBe(0);
  expect(exitCode(report([judged('http/a', failed)], { accept }))).toBe(0);
  expect(exitCode(report([judged('http/a', failed)], { baseline: new Set(['http/a']) }))).toBe(0);
  expect(exitCode(report([judged('http/a', failed)], { baseline: new Set(['http/b']) }))).toBe(1);
});

test('an acceptance holds through its last day, then the failure counts again and says so', () => {
  expect(acceptedUntil('2030-06-15').findings[0]!.accepted).toEqual({ reason: 'r', until: '2030-06-15' });
  expect(exitCode(acceptedUntil('2030-06-15'))).toBe(0);
  expect(acceptedUntil('2030-06-14').findings[0]!.accepted).toEqual({
    reason: 'r',
    until: '2030-06-14',
    expired: true,
  });
  expect(exitCode(acceptedUntil('2030-06-14'))).toBe(1);
});

test('an accepted rule that passes is told as removable', () => {
  const { notes, findings } = report([judged('http/a', pass())], {
    accept: { 'http/a': { reason: 'r' } },
    notes: ['n'],
  });
  expect(notes).toEqual([
    'n',
    'http/a is accepted in the configuration, but it passes: remove it from accept.',
  ]);
  expect(findings[0]).not.toHaveProperty('accepted');
});

test('a run that broke, or in which no rule had a say, is not green', () => {
  expect(exitCode(report([]))).toBe(2);
  expect(exitCode(report([judged('http/a', inapplicable('no'))]))).toBe(2);
  expect(
    exitCode(report([judged('http/a', pass()), judged('http/b', { outcome: 'broken', reason: 'r' })])),
  ).toBe(2);
  expect(
    exitCode(report([judged('http/a', failed), judged('http/b', { outcome: 'broken', reason: 'r' })])),
  ).toBe(1);
});

test('the score weighs levels, ignores what was not judged, and is not spared by acceptance', () => {
  const findings = [
    judged('http/a', pass()),
    judged('http/b', failed, 'should'),
    judged('http/c', pass(), 'may'),
    judged('http/d', inapplicable('no')),
  ];
  const { score } = report(findings, { accept: { 'http/b': { reason: 'r' } } });
  expect(score).toEqual({ topics: { http: { passed: 2, failed: 1, of: 3 } }, total: 75 });
  expect(report([]).score).toEqual({ topics: {}, total: 0 });
});
