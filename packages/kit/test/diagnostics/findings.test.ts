import { expect, test, vi } from 'vitest';
import type { Finding } from '../../src/diagnostics/finding.ts';
import { Findings, type FindingLog } from '../../src/diagnostics/findings.ts';

const finding: Finding = {
  rule: 'pool-exhausted',
  severity: 'error',
  summary: 'S',
  evidence: { n: 1 },
  fix: 'F',
};

type Write = FindingLog['error'];

function log() {
  return { info: vi.fn<Write>(), warn: vi.fn<Write>(), error: vi.fn<Write>() };
}

test('a problem is told and logged once, counted each time, and listed as last seen', () => {
  const on = vi.fn<(finding: Finding) => void>();
  const lines = log();
  const findings = new Findings(on, lines);
  findings.report('main', finding);
  findings.report('main', { ...finding, evidence: { n: 2 } });
  findings.report('other', finding);
  expect(on).toHaveBeenCalledTimes(2);
  expect(lines.error.mock.calls).toEqual([
    [{ rule: 'pool-exhausted', evidence: { n: 1 }, fix: 'F' }, 'S'],
    [{ rule: 'pool-exhausted', evidence: { n: 1 }, fix: 'F' }, 'S'],
  ]);
  expect(findings.counts.get('pool-exhausted')).toBe(3);
  expect(findings.list().map(({ evidence }) => evidence.n)).toEqual([2, 1]);
});

test('a problem that goes on is told again after a minute', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const on = vi.fn<(finding: Finding) => void>();
    const findings = new Findings(on, undefined);
    findings.report('main', finding);
    vi.advanceTimersByTime(59_000);
    findings.report('main', finding);
    expect(on).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(2000);
    findings.report('main', finding);
    expect(on).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

test('a service with endless different problems keeps the last hundred', () => {
  const findings = new Findings(undefined, undefined);
  for (let i = 0; i < 500; i++) findings.report(`${i}`, { ...finding, evidence: { n: i } });
  expect(findings.list()).toHaveLength(100);
  expect(findings.list()[0]!.evidence.n).toBe(400);
});

test('a callback that throws is logged and stops nothing', () => {
  const lines = log();
  const failure = new Error('no');
  const findings = new Findings(() => {
    throw failure;
  }, lines);
  findings.report('main', finding);
  expect(lines.error).toHaveBeenLastCalledWith({ err: failure, rule: 'pool-exhausted' }, expect.any(String));
});
