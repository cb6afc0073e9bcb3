import { TOPICS } from '../engine/rule.ts';
import { evidenceLine } from './evidence-line.ts';
import { escaped } from './html/markup.ts';
import { readable } from './mask.ts';
import type { Finding, Report } from './report.ts';
import { reproduce } from './reproduce.ts';
import { isSpared, spareReason } from './tally.ts';

/**
 * JUnit XML: a suite per topic, a case per rule. What is accepted, unclear or inapplicable is skipped with its reason;
 * `type` of a failure is the rule's level.
 */
export function junit(full: Report): string {
  const report = readable(full);
  const suites = TOPICS.flatMap((topic) => {
    const findings = report.findings.filter((finding) => finding.topic === topic);
    return findings.length === 0 ? [] : [suite(topic, findings, report)];
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="seaworthy" ${totals(report.findings)} time="${report.ms / 1000}">
${suites.join('\n')}
</testsuites>
`;
}

function suite(topic: string, findings: readonly Finding[], report: Report): string {
  return `<testsuite name="${topic}" ${totals(findings)} timestamp="${report.startedAt.slice(0, 19)}">
${findings.map((finding) => testcase(finding, report)).join('\n')}
</testsuite>`;
}

function totals(findings: readonly Finding[]): string {
  const results = findings.map(resultOf);
  const count = (result: string): number => results.filter((one) => one === result).length;
  return `tests="${findings.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

type Result = 'passed' | 'failure' | 'error' | 'skipped';

function resultOf(finding: Finding): Result {
  switch (finding.outcome) {
    case 'pass':
      return 'passed';
    case 'fail':
      return isSpared(finding) ? 'skipped' : 'failure';
    case 'broken':
      return 'error';
    default:
      return 'skipped';
  }
}

function testcase(finding: Finding, report: Report): string {
  const { id, topic, title } = finding;
  const open = `<testcase classname="seaworthy.${topic}" name="${escaped(`${id}: ${title}`)}" time="0"`;
  return resultOf(finding) === 'passed' ? `${open}/>` : `${open}>${outcome(finding, report)}</testcase>`;
}

function outcome(finding: Finding, report: Report): string {
  const {
    level,
    expected = '',
    actual = '',
    outcome: said,
    reason = '',
    evidence = [],
    why,
    fix,
    source,
  } = finding;
  const snippet = reproduce(finding, report);
  const text = [
    `expected: ${expected}`,
    `actual: ${actual}`,
    ...evidence.map((piece) => `evidence: ${evidenceLine(piece)}`),
    ...(snippet === undefined ? [] : [`reproduce:\n${snippet}`]),
    `why: ${why}`,
    `fix: ${fix}`,
    `source: ${source}`,
  ].join('\n');
  switch (resultOf(finding)) {
    case 'failure':
      return `<failure type="${level}" message="${escaped(`expected ${expected}, got ${actual}`)}">${escaped(text)}</failure>`;
    case 'error':
      return `<error type="broken" message="${escaped(reason)}"/>`;
    default:
      return `<skipped message="${escaped(spareReason(finding) ?? `${said}: ${reason}`)}"/>`;
  }
}
