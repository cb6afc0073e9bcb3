import type { Labs } from '../lab/lab.ts';
import type { Experiment } from './experiment.ts';
import { judge, type Finding } from './judge.ts';
import { observe, type ObserveOptions, type Observations } from './observe.ts';
import type { Rule } from './rule.ts';

export interface CheckResult {
  findings: Finding[];
  observations: Observations;
}

/** The experiments that these rules look at, each once. */
export function experimentsOf(rules: readonly Rule[]): Experiment[] {
  const all = rules.flatMap(({ uses }) => Object.values(uses));
  return [...new Map(all.map((experiment) => [experiment.id, experiment])).values()];
}

/** Observe once, judge many. */
export async function check(
  rules: readonly Rule[],
  labs: Labs,
  options: ObserveOptions,
): Promise<CheckResult> {
  const observations = await observe(experimentsOf(rules), labs, options);
  return { observations, findings: judge(rules, observations) };
}
