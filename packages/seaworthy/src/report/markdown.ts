import type { Observations } from '../engine/observe.ts';
import { duration } from './duration.ts';
import { evidenceLine } from './evidence-line.ts';
import { groupBy } from './group-by.ts';
import { escaped } from './html/markup.ts';
import { block, code, inline } from './markdown/inline.ts';
import { readable } from './mask.ts';
import type { Finding, Report } from './report.ts';
import { reproduce } from './reproduce.ts';
import { countsLine, headline, isSpared, spareReason } from './tally.ts';
import { painter } from './terminal/paint.ts';
import { timelineLines } from './terminal/timeline.ts';

/** GitHub refuses comments that are longer. */
const LONGEST = 65_000;

/**
 * The report for a pull request: what failed as a table, each failure folded below it, what could not be judged by
 * reason. Begins with a comment by which a bot finds its own comment again.
 */
export function markdown(full: Report): string {
  const report = readable(full);
  const failures = report.findings
    .filter(({ outcome }) => outcome === 'fail')
    .sort((a, b) => Number(isSpared(a)) - Number(isSpared(b)));
  const { service, score, startedAt, ms, tool } = report;
  const shown = new Set<string>();
  const head = [
    '<!-- seaworthy -->',
    `### ${score.total} % seaworthy: ${headline(report)}`,
    `${code(service.command ?? service.url ?? 'a service')}: ${countsLine(report)}.`,
    ...(failures.length > 0 ? [table(failures)] : []),
  ];
  const details = failures.map((finding) => failure(finding, report, shown));
  const tail = [
    ...unjudged(report.findings),
    `<sub>${tool.name} ${tool.version}, ${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${duration(ms)}</sub>`,
  ];
  let room = LONGEST - [...head, ...tail].join('\n\n').length;
  const fitting = details.filter((text) => (room -= text.length + 2) > 0);
  const left = details.length - fitting.length;
  const rest = left > 0 ? [`${left} more failures do not fit here.`] : [];
  return `${[...head, ...fitting, ...rest, ...tail].join('\n\n')}\n`;
}

function table(failures: readonly Finding[]): string {
  return [
    '| | rule | expected | actual |',
    '|---|---|---|---|',
    ...failures.map((finding) => {
      const { id, level, title, expected = '', actual = '' } = finding;
      const mark = isSpared(finding) ? '⚪' : { must: '🔴', should: '🟠', may: '🔵' }[level];
      return `| ${mark} ${level} | ${inline(title)}<br>${code(id)} | ${inline(expected)} | ${inline(actual)} |`;
    }),
  ].join('\n');
}

function failure(finding: Finding, report: Report, shown: Set<string>): string {
  const { id, title, why, evidence = [], fix, source } = finding;
  const snippet = reproduce(finding, report);
  const spared = spareReason(finding);
  return [
    // Within a line of HTML nothing is Markdown.
    `<details><summary><code>${escaped(id)}</code>: ${escaped(title)}</summary>`,
    why,
    ...(spared === undefined ? [] : [`This failure is ${inline(spared)}.`]),
    ...(evidence.length === 0 ? [] : [block(evidence.slice(0, 8).map(evidenceLine).join('\n'))]),
    ...timelines(finding, report.observations, shown),
    ...(snippet === undefined ? [] : [`**Reproduce**\n\n${block(snippet, 'sh')}`]),
    `**Fix${report.service.framework === undefined ? '' : ` (${report.service.framework})`}**: ${fix}`,
    `Source: ${source}`,
    '</details>',
  ].join('\n\n');
}

/** What happened to a process or a dependency is told as it happened; each story once. */
function timelines({ experiments }: Finding, observations: Observations, shown: Set<string>): string[] {
  return experiments.flatMap((id) => {
    const observation = observations[id];
    if (observation === undefined || observation.status === 'impossible' || shown.has(id)) return [];
    if (!observation.timeline.some(({ kind }) => kind === 'signal' || kind === 'dependency')) return [];
    shown.add(id);
    return [block(timelineLines(observation.timeline, 100, painter(false)).join('\n'))];
  });
}

function unjudged(findings: readonly Finding[]): string[] {
  const members = findings.filter(({ reason }) => reason !== undefined);
  if (members.length === 0) return [];
  const groups = groupBy(members, ({ outcome, reason = '' }) => `${outcome}: ${reason}`);
  return [
    `<details><summary>${members.length} rules had no say</summary>`,
    [...groups]
      .map(([reason, ones]) => `- ${inline(reason)}: ${ones.map(({ id }) => code(id)).join(', ')}`)
      .join('\n'),
    '</details>',
  ];
}
