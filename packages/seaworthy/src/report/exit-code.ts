import type { Finding, Report } from './report.ts';

/** Whether this finding alone makes the run fail: a broken must that is neither accepted nor in the baseline. */
export function breaks({ level, outcome, accepted, baseline }: Finding): boolean {
  const spared = baseline === true || (accepted !== undefined && accepted.expired !== true);
  return level === 'must' && outcome === 'fail' && !spared;
}

/**
 * 1 when a must failed. 2 when something could not be judged: a rule is broken, or no rule had a say, because a run
 * that judged nothing must not look green.
 */
export function exitCode({ findings }: Report): 0 | 1 | 2 {
  if (findings.some(breaks)) return 1;
  const judged = findings.some(({ outcome }) => outcome === 'pass' || outcome === 'fail');
  return !judged || findings.some(({ outcome }) => outcome === 'broken') ? 2 : 0;
}
