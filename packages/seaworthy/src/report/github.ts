import type { Level } from '../engine/rule.ts';
import { evidenceLine } from './evidence-line.ts';
import { readable } from './mask.ts';
import { oneLine } from './printable.ts';
import type { Finding, Report } from './report.ts';
import { headline, isSpared } from './tally.ts';

const COMMANDS: Record<Level, string> = { must: 'error', should: 'warning', may: 'notice' };
const RANK: Record<Level, number> = { must: 0, should: 1, may: 2 };

/**
 * Annotations as workflow commands of GitHub Actions, the most urgent first, because GitHub shows only ten of a kind.
 * Accepted failures are left out.
 */
export function github(full: Report): string {
  const report = readable(full);
  const failures = report.findings
    .filter((finding) => finding.outcome === 'fail' && !isSpared(finding))
    .sort((a, b) => RANK[a.level] - RANK[b.level]);
  const broken = report.findings.filter(({ outcome }) => outcome === 'broken');
  return [
    ...failures.map((finding) =>
      command(COMMANDS[finding.level], finding.id, [finding.title, ...details(finding)]),
    ),
    ...broken.map(({ id, reason = '' }) => command('warning', `${id} is broken`, [oneLine(reason, 600)])),
    command('notice', `seaworthy: ${report.score.total} %`, [headline(report)]),
  ].join('\n');
}

function details({ expected = '', actual = '', evidence = [], fix }: Finding): string[] {
  return [
    `expected: ${oneLine(expected, 600)}`,
    `actual: ${oneLine(actual, 600)}`,
    ...evidence.slice(0, 3).map((piece) => `evidence: ${evidenceLine(piece)}`),
    `fix: ${fix}`,
  ];
}

function command(name: string, title: string, lines: readonly string[]): string {
  return `::${name} title=${property(title)}::${data(lines.join('\n'))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
