import { printableIn } from '../../report/printable.ts';
import { painter, type Paint } from '../../report/terminal/paint.ts';
import { wrap } from '../../report/terminal/wrap.ts';
import { relative } from 'node:path';
import { bytes } from '../bytes.ts';
import type { Diagnosis } from '../diagnose.ts';
import type { Examination } from '../examination.ts';
import type { Finding } from '../finding.ts';
import { loadLine } from './load-line.ts';

export interface TerminalOptions {
  color: boolean;
  columns?: number | undefined;
  /** What was measured too, and which rules found nothing. */
  verbose?: boolean;
}

/** The diagnosis for a person at a terminal, which nothing that the process named can steer. */
export function terminal(
  examined: Examination,
  diagnosis: Diagnosis,
  { color, columns = 100, verbose = false }: TerminalOptions,
): string {
  const examination = printableIn(examined);
  const { findings, unclear, healthy } = printableIn(diagnosis);
  const paint = painter(color);
  const width = Math.min(columns, 100);
  const lines = [
    ...header(examination, paint),
    '',
    ...findings.flatMap((finding) => [...shown(finding, paint, width), '']),
  ];
  if (findings.length === 0) lines.push(paint('Nothing wrong was found.', 'green', 'bold'), '');
  if (verbose) lines.push(...healthy.map((rule) => `${paint('✓', 'green')} ${rule}`), '');
  if (unclear.length > 0) {
    lines.push(paint('Not judged', 'bold'));
    for (const { rule, why } of unclear)
      lines.push(...wrap(`${rule}: ${why}`, width - 2).map((line) => `  ${line}`));
    lines.push('');
  }
  if (examination.deep?.refused === true) {
    const { predicted } = examination.deep;
    lines.push(
      ...wrap(
        `The deep look was left out: it would stop the process for about ${Math.round(predicted)} ms, which --max-pause does not allow; --yes does it all the same.`,
        width,
      ),
      '',
    );
  }
  const { longestPause, ms } = examination;
  lines.push(
    paint(
      `${count(findings.length, 'finding')}, ${count(healthy.length, 'rule')} found nothing. Examined for ${(ms / 1000).toFixed(1)} s; the longest pause that this caused was ${longestPause.toFixed(1)} ms.`,
      'dim',
    ),
  );
  return `${lines.join('\n')}\n`;
}

function header(examination: Examination, paint: Paint): string[] {
  const { process: target, identity, loop, resources, pools, load } = examination;
  const { node, uptime, rss, heapUsed, heapLimit } = identity;
  const last = resources?.at(-1) ?? {};
  const parts = [
    ...(load === undefined ? [] : [loadLine(load)]),
    `heap ${bytes(heapUsed)} of ${bytes(heapLimit)}, resident ${bytes(rss)}`,
    ...(loop === undefined
      ? []
      : [
          `event loop ${Math.round(loop.utilization * 100)} % busy, p99 delay ${loop.p99.toFixed(0)} ms, collecting ${Math.round(loop.gc.share * 100)} %`,
        ]),
    ...(Object.keys(last).length === 0
      ? []
      : [
          Object.entries(last)
            .sort((a, b) => b[1] - a[1])
            .slice(0, 4)
            .map(([kind, many]) => `${many} ${kind}`)
            .join(', '),
        ]),
    ...(pools ?? []).map(({ kind, to, states }) => {
      const now = states.at(-1);
      return `${kind} pool${to === undefined ? '' : ` to ${to}`}: ${now?.total ?? 0} of ${now?.max ?? '?'} open, ${now?.idle ?? 0} idle, ${now?.waiting ?? 0} waiting`;
    }),
  ];
  return [
    `${paint(`process ${target.pid}`, 'bold')}  ${target.command.join(' ')}`,
    `Node ${node}, up ${duration(uptime)}${target.ports.length === 0 ? '' : `, port ${target.ports.join(', ')}`}`,
    ...parts.map((part) => paint(part, 'dim')),
  ];
}

function shown(
  { rule, severity, summary, evidence, site, fix }: Finding,
  paint: Paint,
  width: number,
): string[] {
  const [first = '', ...more] = wrap(summary, width - 2);
  return [
    `${severity === 'error' ? paint('✗', 'red') : paint('!', 'yellow')} ${paint(first, 'bold')}`,
    ...more.map((line) => `  ${paint(line, 'bold')}`),
    ...(site === undefined ? [] : [`  ${paint('at', 'dim')}  ${paint(nearby(site), 'cyan')}`]),
    ...evidence.flatMap((line) => wrap(line, width - 6).map((part) => `      ${part}`)),
    ...wrap(fix, width - 7).map((line, at) => `  ${at === 0 ? paint('fix', 'dim') : '   '} ${line}`),
    `  ${paint(rule, 'dim')}`,
  ];
}

/** As one would type it here. */
function nearby(site: string): string {
  const short = relative(process.cwd(), site);
  return short.startsWith('..') ? site : short;
}

function count(many: number, what: string): string {
  return `${many === 0 ? 'no' : many} ${what}${many === 1 ? '' : 's'}`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
