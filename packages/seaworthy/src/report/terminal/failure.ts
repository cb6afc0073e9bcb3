import type { Level } from '../../engine/rule.ts';
import { evidenceLine } from '../evidence-line.ts';
import { oneLine, printable } from '../printable.ts';
import type { Finding, Report } from '../report.ts';
import { reproduce } from '../reproduce.ts';
import { isSpared, spareReason } from '../tally.ts';
import type { Paint, Style } from './paint.ts';
import { wrap } from './wrap.ts';

const STYLE: Record<Level, Style> = { must: 'red', should: 'yellow', may: 'blue' };
/** Pieces of evidence that are shown; the other reports have them all. */
const MOST = 4;
const INDENT = '           ';
const LABEL = 11;

/** One failure: what was expected, what happened, how to see it again and what to do. */
export function failureLines(finding: Finding, report: Report, width: number, paint: Paint): string[] {
  const { id, level, owner, title, expected = '', actual = '', evidence = [], fix } = finding;
  const style: Style = isSpared(finding) ? 'dim' : STYLE[level];
  const field = (label: string, text: string): string[] =>
    wrap(text, width - INDENT.length - LABEL).map(
      (line, index) => INDENT + paint((index === 0 ? label : '').padEnd(LABEL), 'dim') + line,
    );
  const left = evidence.length - MOST;
  const snippet = reproduce(finding, report);
  const spared = spareReason(finding);
  return [
    `  ${paint('✗', style)} ${paint(level.toUpperCase().padEnd(6), 'bold', style)} ${paint(id, 'bold')}${owner === 'platform' ? paint('  platform', 'dim') : ''}`,
    ...wrap(title, width - INDENT.length).map((line) => INDENT + line),
    ...(spared === undefined ? [] : field('note', oneLine(spared))),
    ...field('expected', oneLine(expected, 600)),
    ...field('actual', oneLine(actual, 600)),
    ...evidence
      .slice(0, MOST)
      .flatMap((one, index) => field(index === 0 ? 'evidence' : '', evidenceLine(one))),
    ...(left > 0 ? field('', `… and ${left} more`) : []),
    ...(snippet === undefined ? [] : snippetLines(printable(snippet), width, paint)),
    ...field('fix', report.service.framework === undefined ? fix : `(${report.service.framework}) ${fix}`),
  ];
}

/** Never wrapped, because it is there to be copied: what does not fit beside its label stands below it, further left. */
function snippetLines(snippet: string, width: number, paint: Paint): string[] {
  const label = INDENT + paint('reproduce'.padEnd(LABEL), 'dim');
  const lines = snippet.split('\n').map((line) => paint(line, 'cyan'));
  const fits = lines.length === 1 && snippet.length <= width - INDENT.length - LABEL;
  return fits ? [label + lines[0]] : [label, ...lines.map((line) => `    ${line}`)];
}
