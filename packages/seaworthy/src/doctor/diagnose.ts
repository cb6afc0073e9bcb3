import type { Examination } from './examination.ts';
import type { Finding, Unclear } from './finding.ts';
import { RULES } from './rules.ts';

/** What an examination means. */
export interface Diagnosis {
  /** Errors first. */
  findings: Finding[];
  unclear: Unclear[];
  /** Ids of the rules that found nothing wrong. */
  healthy: string[];
}

/** Judges an examination by every rule. Pure: a saved examination gets the same diagnosis. */
export function diagnose(examination: Examination): Diagnosis {
  const findings: Finding[] = [];
  const unclear: Unclear[] = [];
  const healthy: string[] = [];
  for (const { id, judge } of RULES) {
    const judged = judge(examination);
    // Of a loop that does not answer nothing else could be watched; that finding says so once for all.
    if (!Array.isArray(judged)) {
      if (examination.blocked === undefined) unclear.push({ rule: id, why: judged.unclear });
    } else if (judged.length === 0) healthy.push(id);
    else findings.push(...judged.map((finding) => ({ rule: id, ...finding })));
  }
  findings.sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  return { findings, unclear, healthy };
}
