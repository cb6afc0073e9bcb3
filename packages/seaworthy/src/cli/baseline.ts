import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Report } from '../report/report.ts';
import { UsageError } from './usage-error.ts';

export const BASELINE = 'seaworthy-baseline.json';

/** Ids of the rules whose failure the file knows. Throws a {@link UsageError} when it is no baseline. */
export function readBaseline(file: string): ReadonlySet<string> {
  let value: { version?: unknown; failures?: unknown } | null;
  try {
    value = JSON.parse(readFileSync(file, 'utf8')) as typeof value;
  } catch (error) {
    const why = existsSync(file) ? (error as Error).message : 'there is none; --update-baseline writes it';
    throw new UsageError(`The baseline ${file} cannot be read: ${why}.`);
  }
  if (value?.version !== 1 || !Array.isArray(value.failures))
    throw new UsageError(
      `Expected a baseline in ${file} ({ "version": 1, "failures": [ids] }), got something else.`,
    );
  return new Set(value.failures as string[]);
}

/** Writes the failures of this run, sorted, so that a diff shows what changed. */
export function writeBaseline(file: string, { findings }: Report): number {
  const failures = findings.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id);
  writeFileSync(file, `${JSON.stringify({ version: 1, failures: failures.sort() }, null, 2)}\n`);
  return failures.length;
}

/** What the baseline still lists although it passes now. */
export function outdated(baseline: ReadonlySet<string>, { findings }: Report): string[] {
  return findings
    .filter(({ id, outcome }) => outcome === 'pass' && baseline.has(id))
    .map(({ id }) => `${id} is in the baseline, but it passes now: --update-baseline takes it out.`);
}
