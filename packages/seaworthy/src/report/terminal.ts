import type { Outcome } from '../engine/judge.ts';
import { TOPICS } from '../engine/rule.ts';
import { duration } from './duration.ts';
import { exitCode } from './exit-code.ts';
import { groupBy } from './group-by.ts';
import { readable } from './mask.ts';
import { oneLine } from './printable.ts';
import type { Finding, Report } from './report.ts';
import { assumption } from './reproduce.ts';
import { countsLine, headline, isHollow } from './tally.ts';
import { failureLines } from './terminal/failure.ts';
import { painter, type Paint, type Style } from './terminal/paint.ts';
import { timelineLines } from './terminal/timeline.ts';
import { wrap } from './terminal/wrap.ts';

export interface TerminalOptions {
  /** Default `false`; `wantsColor` knows when it is welcome. */
  color?: boolean;
  /** Width of the terminal. Text wraps there, and never later than at 100. */
  columns?: number;
  /** Every pass on a line of its own, and the timelines of what failed or stayed unclear. */
  verbose?: boolean;
}

/** The report for a terminal: failures with everything needed to mend them, the rest as short as it can be. */
export function terminal(
  full: Report,
  { color = false, columns = 100, verbose = false }: TerminalOptions = {},
): string {
  const report = readable(full);
  const width = Math.min(columns, 100);
  const paint = painter(color);
  const shown = new Set<string>();
  const timelines = (finding: Finding): string[] => {
    if (!verbose) return [];
    return finding.experiments.flatMap((id) => {
      const observation = report.observations[id];
      if (observation === undefined || observation.status === 'impossible' || shown.has(id)) return [];
      if (observation.timeline.length === 0) return [];
      shown.add(id);
      return [
        '',
        `    ${paint(oneLine(id, width - 6), 'bold')}`,
        ...timelineLines(observation.timeline, width - 2, paint),
      ];
    });
  };
  const topics = TOPICS.flatMap((topic) => {
    const findings = report.findings.filter((finding) => finding.topic === topic);
    const score = report.score.topics[topic];
    if (score === undefined) return [];
    const passed = findings.filter(({ outcome }) => outcome === 'pass');
    return [
      '',
      `${paint(topic, 'bold')}  ${paint(`${score.passed} of ${score.of}`, score.failed === 0 ? 'green' : 'dim')}`,
      ...findings
        .filter(({ outcome }) => outcome === 'fail')
        .flatMap((finding) => [...failureLines(finding, report, width, paint), ...timelines(finding), '']),
      ...(verbose
        ? passed.flatMap((finding) => passLines(finding, width, paint))
        : passes(passed, width, paint)),
    ];
  });
  return [
    ...header(report, width, paint),
    ...topics,
    ...unjudged(report, timelines, width - 2, paint),
    ...summary(report, width, paint),
  ]
    .map((line) => line.trimEnd())
    .filter((line, index, lines) => line !== '' || lines[index - 1] !== '')
    .join('\n');
}

function header({ tool, service, startedAt, ms, notes }: Report, width: number, paint: Paint): string[] {
  const what = oneLine(service.command ?? service.url ?? 'a service');
  const facts = [
    service.framework,
    oneLine(service.started),
    `${startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    `took ${duration(ms)}`,
    `${tool.name} ${tool.version}`,
  ].filter(Boolean);
  return [
    ...wrap(what, width).map((line) => paint(line, 'bold')),
    ...wrap(facts.join(', '), width).map((line) => paint(line, 'dim')),
    ...notes.flatMap((note) => hanging('- ', oneLine(note, 600), width)).map((line) => paint(line, 'dim')),
  ];
}

/** One line per topic, with the names, so that nobody has to ask which. */
function passes(passed: readonly Finding[], width: number, paint: Paint): string[] {
  if (passed.length === 0) return [];
  const names = passed.map(({ id, topic }) => id.slice(topic.length + 1)).join(', ');
  const room = width - 4;
  const text = names.length > room ? `${names.slice(0, names.lastIndexOf(',', room - 3))}, …` : names;
  return [`  ${paint('✓', 'green')} ${paint(text, 'dim')}`];
}

function passLines({ id, level, title, note }: Finding, width: number, paint: Paint): string[] {
  const said = note === undefined ? title : `${title} (${oneLine(note)})`;
  const [first = '', ...rest] = wrap(said, width - 11);
  return [
    `  ${paint('✓', 'green')} ${level.toUpperCase().padEnd(6)} ${paint(id, 'dim')}`,
    ...[first, ...rest].map((line) => `           ${line}`),
  ];
}

const GROUPS: readonly { outcome: Outcome; mark: string; styles: Style[]; name: string }[] = [
  { outcome: 'broken', mark: '!', styles: ['magenta'], name: 'broken (our fault)' },
  { outcome: 'unclear', mark: '?', styles: ['yellow'], name: 'unclear' },
  { outcome: 'inapplicable', mark: '·', styles: ['dim'], name: 'without a say' },
];

/** What was not judged, by reason: one missing route explains ten rules. */
function unjudged(
  { findings }: Report,
  timelines: (finding: Finding) => string[],
  width: number,
  paint: Paint,
): string[] {
  const lines = GROUPS.flatMap(({ outcome, mark, styles, name }) => {
    const members = findings.filter((finding) => finding.outcome === outcome);
    if (members.length === 0) return [];
    const reasons = groupBy(members, ({ reason = '' }) => reason);
    return [
      `${paint(mark, ...styles)} ${members.length} ${name}`,
      ...[...reasons].flatMap(([reason, ones]) => [
        ...hanging('    ', oneLine(reason, 600), width),
        ...hanging('      ', ones.map(({ id }) => id).join(', '), width).map((line) => paint(line, 'dim')),
        ...(outcome === 'inapplicable' ? [] : ones.flatMap(timelines)),
      ]),
    ];
  });
  return lines.length === 0 ? [] : ['', paint('not judged', 'bold'), ...lines.map((line) => `  ${line}`)];
}

/** By exit code. */
const STYLES = ['green', 'red', 'magenta'] as const;

function summary(report: Report, width: number, paint: Paint): string[] {
  const style = STYLES[exitCode(report)];
  const assumed = report.findings.some(({ outcome }) => outcome === 'fail')
    ? assumption(report.service)
    : undefined;
  return [
    '',
    ...(assumed === undefined
      ? []
      : [...wrap(oneLine(assumed), width).map((line) => paint(line, 'dim')), '']),
    ...hanging(`${report.score.total} %  `, countsLine(report), width).map((line) => paint(line, 'bold')),
    ...wrap(headline(report), width).map((line) =>
      paint(line, 'bold', style === 'green' && isHollow(report.findings) ? 'yellow' : style),
    ),
  ];
}

function hanging(lead: string, text: string, width: number): string[] {
  const indent = ' '.repeat(lead.length);
  return wrap(text, width - lead.length).map((line, index) => (index === 0 ? lead : indent) + line);
}
