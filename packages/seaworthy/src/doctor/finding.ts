import type { Examination } from './examination.ts';

/** One thing that is wrong with the process. */
export interface Finding {
  rule: string;
  severity: 'error' | 'warn';
  /** One sentence: what, where, how much. */
  summary: string;
  /** What was seen, a line each. */
  evidence: string[];
  /** `file:line` of the code to look at. */
  site?: string;
  /** What to change. */
  fix: string;
}

/** A rule looked, but what it saw is not enough to say anything: `why` says what would be. */
export interface Unclear {
  rule: string;
  why: string;
}

/** A pure judgement over an examination. */
export interface DoctorRule {
  /** Equal to the file's name. */
  id: string;
  /** True of a healthy process. */
  title: string;
  /** What is wrong; empty when nothing is. `unclear` when the window showed too little. */
  judge(examination: Examination): Omit<Finding, 'rule'>[] | { unclear: string };
}
