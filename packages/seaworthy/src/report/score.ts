import type { Level, Topic } from '../engine/rule.ts';
import type { Finding } from './report.ts';

export interface TopicScore {
  passed: number;
  failed: number;
  /** Rules that had a say: passed and failed together. */
  of: number;
}

export interface Score {
  /** Only the topics in which a rule had a say. */
  topics: Partial<Record<Topic, TopicScore>>;
  /** 0 to 100; 100 only when nothing failed, 0 when nothing was judged. */
  total: number;
}

const WEIGHTS: Record<Level, number> = { must: 5, should: 2, may: 1 };

/**
 * What share of the judged rules passed, weighted by level. An accepted failure is still a failure: acceptance spares
 * the exit code, not the score.
 */
export function scoreOf(findings: readonly Pick<Finding, 'topic' | 'level' | 'outcome'>[]): Score {
  const topics: Score['topics'] = {};
  let passed = 0;
  let judged = 0;
  for (const { topic, level, outcome } of findings) {
    if (outcome !== 'pass' && outcome !== 'fail') continue;
    const score = (topics[topic] ??= { passed: 0, failed: 0, of: 0 });
    score[outcome === 'pass' ? 'passed' : 'failed'] += 1;
    score.of += 1;
    judged += WEIGHTS[level];
    if (outcome === 'pass') passed += WEIGHTS[level];
  }
  return { topics, total: judged === 0 ? 0 : Math.floor((passed / judged) * 100) };
}
