import type { Outcome } from '../engine/judge.ts';
import type { Level } from '../engine/rule.ts';
import { breaks, exitCode } from './exit-code.ts';
import type { Finding, Report } from './report.ts';

export interface Tally {
  outcomes: Record<Outcome, number>;
  /** Failures by level. */
  failed: Record<Level, number>;
  /** Failures that the configuration accepts or the baseline knows. */
  spared: number;
  /** Musts that make the run fail. */
  breaking: number;
}

export function tally(findings: readonly Finding[]): Tally {
  const outcomes: Tally['outcomes'] = { pass: 0, fail: 0, unclear: 0, inapplicable: 0, broken: 0 };
  const failed: Tally['failed'] = { must: 0, should: 0, may: 0 };
  let spared = 0;
  for (const finding of findings) {
    outcomes[finding.outcome] += 1;
    if (finding.outcome !== 'fail') continue;
    failed[finding.level] += 1;
    if (isSpared(finding)) spared += 1;
  }
  return { outcomes, failed, spared, breaking: findings.filter(breaks).length };
}

/** A failure that is accepted and not expired, or that the baseline knows. */
export function isSpared({ accepted, baseline }: Pick<Finding, 'accepted' | 'baseline'>): boolean {
  return baseline === true || (accepted !== undefined && accepted.expired !== true);
}

/** Whether fewer than half of the rules had a say. Then nothing that is green means much. */
export function isHollow(findings: readonly Finding[]): boolean {
  const judged = findings.filter(({ outcome }) => outcome === 'pass' || outcome === 'fail');
  return judged.length * 2 < findings.length;
}

/** Why a failure is spared, or that its acceptance no longer holds; `undefined` for an ordinary one. */
export function spareReason({
  accepted,
  baseline,
}: Pick<Finding, 'accepted' | 'baseline'>): string | undefined {
  if (accepted?.expired === true)
    return `accepted until ${accepted.until}, which is over: ${accepted.reason}`;
  if (accepted !== undefined)
    return `accepted${accepted.until === undefined ? '' : ` until ${accepted.until}`}: ${accepted.reason}`;
  return baseline === true ? 'known since the baseline was written' : undefined;
}

/** What the run says in one sentence. */
export function headline(report: Report): string {
  const { outcomes, failed, breaking } = tally(report.findings);
  if (breaking > 0)
    return `Not fit for production: ${count(breaking, 'must')} ${breaking === 1 ? 'fails' : 'fail'}.`;
  if (exitCode(report) === 2)
    return outcomes.broken > 0
      ? `Could not judge everything: ${count(outcomes.broken, 'rule')} broke, which is our fault, not the service's.`
      : 'Nothing could be judged.';
  if (isHollow(report.findings)) {
    const judged = outcomes.pass + outcomes.fail;
    return `No must fails, but only ${judged} of ${count(report.findings.length, 'rule')} had a say, which proves little.`;
  }
  if (failed.must > 0)
    return `Fit for production if you can live with ${count(failed.must, 'accepted must')}.`;
  if (outcomes.fail > 0)
    return `Fit for production: every must passes, ${count(outcomes.fail, 'point')} to improve.`;
  return 'Fit for production: every rule that applies passes.';
}

/** `62 passed, 4 failed (2 must, 2 should), 3 unclear, 20 do not apply`; what is zero is left out. */
export function countsLine(report: Report): string {
  const { outcomes, failed, spared } = tally(report.findings);
  const levels = (['must', 'should', 'may'] as const).filter((level) => failed[level] > 0);
  const details = [
    ...levels.map((level) => `${failed[level]} ${level}`),
    ...(spared > 0 ? [`${spared} of them accepted`] : []),
  ];
  const parts = [
    `${outcomes.pass} passed`,
    `${outcomes.fail} failed${details.length > 0 ? ` (${details.join(', ')})` : ''}`,
    outcomes.unclear > 0 && `${outcomes.unclear} unclear`,
    outcomes.inapplicable > 0 &&
      `${outcomes.inapplicable} ${outcomes.inapplicable === 1 ? 'does' : 'do'} not apply`,
    outcomes.broken > 0 && `${outcomes.broken} broken`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** `1 must`, `2 musts`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
