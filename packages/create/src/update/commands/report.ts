import { needsPerson, OUTCOMES, type Change, type Outcome } from '../change.ts';
import type { UpdateReport } from '../update.ts';
import { paintOutcome } from './paint.ts';

/** Prints what an update did or would do. Gives the exit code. */
export function give(report: UpdateReport, command: 'update' | 'add', flags: ReadonlySet<string>): number {
  const { changes, ...rest } = report;
  if (flags.has('json')) {
    const told = changes.map(({ path, outcome, notes }) => ({ path, outcome, notes }));
    process.stdout.write(`${JSON.stringify({ ...rest, changes: told }, null, 2)}\n`);
  } else process.stdout.write(reportText(report, command, flags.has('dry-run'), process.stdout));
  return changes.some(needsPerson) ? 1 : 0;
}

/** The report for a reader. */
export function reportText(
  { template, from, to, written, changes, next, back }: UpdateReport,
  command: 'update' | 'add',
  dryRun: boolean,
  output: { isTTY?: boolean } = {},
): string {
  const versions = from === to ? to : `${from} -> ${to}`;
  if (!written && next.length === 0)
    return `${template} ${versions}: nothing to do.\n${lines(changes, output)}`;
  return [
    `${template} ${versions}${dryRun ? ': this would be done' : ''}`,
    '',
    lines(changes, output),
    summary(changes),
    ...(dryRun
      ? [`Nothing was written. Without --dry-run, ${command} does it.`]
      : ['', ...steps(next, back)]),
    '',
  ].join('\n');
}

function steps(next: readonly string[], back: string | undefined): string[] {
  return [
    ...next.map((step, at) => `  ${at === 0 ? 'Next' : '    '}  ${step}`),
    ...(back === undefined ? [] : [`  Back  ${back}`]),
  ];
}

function lines(changes: readonly Change[], output: { isTTY?: boolean }): string {
  return changes
    .map(({ path, outcome, notes }) => {
      const word = paintOutcome(outcome.padEnd(8), outcome, output);
      return `  ${word}  ${path}\n${notes.map((note) => `            ${note}\n`).join('')}`;
    })
    .join('');
}

function summary(changes: readonly Change[]): string {
  const counts = (Object.keys(OUTCOMES) as Outcome[]).flatMap((outcome) => {
    const count = changes.filter((change) => change.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  return counts.length === 0 ? 'No file changed.' : `${counts.join(', ')}.`;
}
