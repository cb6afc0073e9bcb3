import { painter, type Paint } from '../../paint.ts';
import { needsPerson, OUTCOMES, type Change, type Outcome } from '../change.ts';
import type { UpdateReport } from '../update.ts';

/** Prints what an update did or would do. Gives the exit code. */
export function give(report: UpdateReport, command: 'update' | 'add', flags: ReadonlySet<string>): number {
  const { changes, ...rest } = report;
  if (flags.has('json')) {
    const told = changes.map(({ path, outcome, notes }) => ({ path, outcome, notes }));
    process.stdout.write(`${JSON.stringify({ ...rest, changes: told }, null, 2)}\n`);
  } else {
    const paint = painter(process.stdout);
    process.stdout.write(reportText(report, command, flags.has('dry-run'), paint));
  }
  return changes.some(needsPerson) ? 1 : 0;
}

/** For reading. */
function reportText(report: UpdateReport, command: string, dryRun: boolean, paint: Paint): string {
  const { template, from, to, changes, next, back } = report;
  const title = paint('bold', from === to ? `${template} ${to}` : `${template} ${from} -> ${to}`);
  if (next.length === 0) return `${title}: nothing to do.\n${lines(changes, paint)}`;
  return [
    `${title}${dryRun ? ', this would be done:' : ''}`,
    '',
    lines(changes, paint),
    summary(changes),
    ...(dryRun
      ? [`Nothing was written; without --dry-run, ${command} does it.`]
      : ['', ...steps(next, back)]),
    '',
  ].join('\n');
}

const STYLES: Readonly<Record<Outcome, Parameters<Paint>[0]>> = {
  added: 'green',
  replaced: 'green',
  merged: 'green',
  conflict: 'red',
  beside: 'red',
  removed: 'green',
  kept: 'yellow',
  deleted: 'dim',
};

function lines(changes: readonly Change[], paint: Paint): string {
  return changes
    .map(({ path, outcome, notes }) => {
      const word = paint(STYLES[outcome], outcome.padEnd(8));
      return `  ${word}  ${path}\n${notes.map((note) => `            ${note}\n`).join('')}`;
    })
    .join('');
}

function summary(changes: readonly Change[]): string {
  const counts = (Object.keys(OUTCOMES) as Outcome[]).flatMap((outcome) => {
    const count = changes.filter((change) => change.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcome === 'conflict' && count > 1 ? 'conflicts' : outcome}`];
  });
  return counts.length === 0 ? 'No file changed.' : `${counts.join(', ')}.`;
}

function steps(next: readonly string[], back: string | undefined): string[] {
  return [
    ...next.map((step, at) => `  ${at === 0 ? 'Next' : '    '}  ${step}`),
    ...(back === undefined ? [] : [`  Back  ${back}`]),
  ];
}
