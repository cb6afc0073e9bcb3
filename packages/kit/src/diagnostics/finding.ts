/** What can be found wrong in a running process. */
export type FindingRule =
  | 'listener-leak'
  | 'pool-exhausted'
  | 'pool-leak'
  | 'pool-unknown'
  | 'unhandled-rejections'
  | 'uncaught-exception'
  | 'loop-blocked';

/** One problem found in the running process, with what was seen and what to do. */
export interface Finding {
  rule: FindingRule;
  severity: 'info' | 'warn' | 'error';
  /** One sentence: what, where, how much. */
  summary: string;
  /** Plain JSON. Times in ms. */
  evidence: Record<string, unknown>;
  /** `file:line` of the code to look at, relative to the working directory. */
  site?: string;
  /** What to change. */
  fix: string;
}
